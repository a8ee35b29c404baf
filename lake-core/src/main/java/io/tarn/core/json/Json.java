package io.tarn.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser.Feature;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one codec of Tarn's own documents: heads, log records, settings, reports. Not for events, which
 * {@link JsonParser} reads.
 *
 * <p>Records become objects with snake_case keys in alphabetical order, enums their lower-case names, instants ISO 8601
 * in UTC, days {@code YYYY-MM-DD}: the same value gives the same bytes. Reading is strict: a key that is unknown,
 * missing or there twice is an error, because a document of a newer version must not be rewritten without what it says.
 * Thread-safe.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder(new JsonFactory())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(Feature.STRICT_DUPLICATE_DETECTION)
            .addModule(new JsonValues())
            .build();

    private Json() {}

    /** The document in UTF-8, on one line. */
    public static byte[] write(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw unwritable(document, e);
        }
    }

    /** The document for people: indented, with a line feed at its end. */
    public static String pretty(Object document) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw unwritable(document, e);
        }
    }

    /**
     * Reads a document.
     *
     * @param where the object's key or the file, for the message
     * @throws TarnException ({@link ExitCode#INTEGRITY}) if the bytes are not exactly such a document
     */
    public static <T> T read(byte[] bytes, Class<T> type, String where) {
        try {
            T document = MAPPER.readValue(bytes, type);
            if (document == null) {
                throw damaged(where, "it says null", null);
            }
            return document;
        } catch (JsonProcessingException e) {
            throw damaged(where, e.getOriginalMessage().lines().findFirst().orElse("it is no JSON"), e);
        } catch (IOException e) {
            throw damaged(where, String.valueOf(e.getMessage()), e);
        }
    }

    /** As {@link #read(byte[], Class, String)}, from text. */
    public static <T> T read(String text, Class<T> type, String where) {
        return read(text.getBytes(StandardCharsets.UTF_8), type, where);
    }

    private static TarnException damaged(String where, String why, @Nullable Throwable cause) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "'" + where + "' cannot be read",
                why,
                "It is damaged or of a newer version of Tarn: use that version, or run 'tarn verify'",
                cause);
    }

    private static IllegalArgumentException unwritable(Object document, JsonProcessingException e) {
        return new IllegalArgumentException("No JSON of " + document.getClass().getName(), e);
    }
}
