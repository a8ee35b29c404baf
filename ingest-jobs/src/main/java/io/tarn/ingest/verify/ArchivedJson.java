package io.tarn.ingest.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads archived bytes by Jackson's streaming parser. Jackson takes bytes that are no UTF-8, so they are decoded
 * strictly before it sees them; number text is taken as it stands. Not thread-safe.
 */
final class ArchivedJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(constraints())
            .build();

    private static StreamReadConstraints constraints() {
        StreamReadConstraints.Builder most = StreamReadConstraints.builder()
                .maxNestingDepth(10_000)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE);
        try {
            // Jackson limits names since 2.16, and the one that Spark 3.5 brings is older.
            most.getClass().getMethod("maxNameLength", int.class).invoke(most, Integer.MAX_VALUE);
        } catch (NoSuchMethodException older) {
            return most.build();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Jackson's limit on names cannot be lifted", e);
        }
        return most.build();
    }

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    /** Bytes that are no JSON, or not of the kind that a row may come from. */
    static final class NotAnEvent extends Exception {
        private static final long serialVersionUID = 1L;

        NotAnEvent(String why) {
            super(why, null, false, false);
        }
    }

    /** The one object that the bytes are; a byte-order mark before it is passed over. */
    JsonValue.Obj event(byte[] payload) throws NotAnEvent {
        boolean mark = payload.length >= 3
                && (payload[0] & 0xff) == 0xef
                && (payload[1] & 0xff) == 0xbb
                && (payload[2] & 0xff) == 0xbf;
        int from = mark ? 3 : 0;
        String text;
        try {
            text = utf8.decode(ByteBuffer.wrap(payload, from, payload.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotAnEvent("the archived bytes are not UTF-8");
        }
        if (value(text) instanceof JsonValue.Obj obj) {
            return obj;
        }
        throw new NotAnEvent("the archived bytes are no JSON object");
    }

    /** The one value that a text is. */
    static JsonValue value(String text) throws NotAnEvent {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new NotAnEvent("the archived bytes are empty");
            }
            JsonValue value = read(parser);
            if (parser.nextToken() != null) {
                throw new NotAnEvent("there is more behind the archived object");
            }
            return value;
        } catch (JsonParseException e) {
            throw new NotAnEvent("the archived bytes are no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new NotAnEvent("the archived bytes are no JSON: " + e.getMessage());
        }
    }

    private static JsonValue read(JsonParser parser) throws IOException, NotAnEvent {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonValue.Str(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getText());
            case VALUE_TRUE -> JsonValue.Word.TRUE;
            case VALUE_FALSE -> JsonValue.Word.FALSE;
            case VALUE_NULL -> JsonValue.Word.NULL;
            default -> throw new NotAnEvent("the archived bytes hold an unknown token");
        };
    }

    private static JsonValue object(JsonParser parser) throws IOException, NotAnEvent {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            if (members.put(key, read(parser)) != null) {
                throw new NotAnEvent("the archived object has the key '" + key + "' twice");
            }
        }
        return new JsonValue.Obj(members);
    }

    private static JsonValue array(JsonParser parser) throws IOException, NotAnEvent {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser));
        }
        return new JsonValue.Arr(elements);
    }
}
