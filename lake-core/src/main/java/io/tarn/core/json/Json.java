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
 * What {@link #write} writes carries its own checksum, which reading checks. Thread-safe.
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

    /** The document in UTF-8, on one line, with its checksum as its last member. */
    public static byte[] write(Object document) {
        try {
            return Seal.line(MAPPER.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw unwritable(document, e);
        }
    }

    /** As {@link #write}, for documents that people look at in the bucket: indented. */
    public static byte[] writeIndented(Object document) {
        return Seal.indented(pretty(document).getBytes(StandardCharsets.UTF_8));
    }

    /** The document for people's eyes and scripts: indented, with a line feed at its end, without a checksum. */
    public static String pretty(Object document) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw unwritable(document, e);
        }
    }

    /**
     * Reads a document, whose checksum must be right where it has one.
     *
     * @param where the object's key or the file, for the message
     * @throws TarnException ({@link ExitCode#INTEGRITY}) if the bytes are not exactly such a document
     */
    public static <T> T read(byte[] bytes, Class<T> type, String where) {
        try {
            T document = MAPPER.readValue(Seal.opened(bytes), type);
            if (document == null) {
                throw damaged(where, "it says null", null);
            }
            return document;
        } catch (Seal.Broken e) {
            throw damaged(where, String.valueOf(e.getMessage()), e);
        } catch (JsonProcessingException e) {
            throw damaged(where, e.getOriginalMessage().lines().findFirst().orElse("it is no JSON"), e);
        } catch (IOException e) {
            throw damaged(where, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Checks that a document is exactly what {@link #write} wrote, whatever it says.
     *
     * @throws TarnException as {@link #read(byte[], Class, String)}, and where it has no checksum
     */
    public static void check(byte[] bytes, String where) {
        try {
            if (Seal.opened(bytes) == bytes) {
                throw damaged(where, bytes.length == 0 ? "it is empty" : "it does not end with its checksum", null);
            }
        } catch (Seal.Broken e) {
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
