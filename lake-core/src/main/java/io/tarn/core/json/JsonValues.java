package io.tarn.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.tarn.core.CollectionName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;

/**
 * How values look in Tarn's documents: everything that is no number, truth or structure is its ISO or lower-case text.
 */
final class JsonValues extends SimpleModule {
    private static final long serialVersionUID = 1L;

    JsonValues() {
        text(Instant.class, Instant::parse);
        text(LocalDate.class, LocalDate::parse);
        text(Duration.class, Duration::parse);
        text(CollectionName.class, CollectionName::new);
        addKeyDeserializer(LocalDate.class, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return LocalDate.parse(key);
            }
        });
        addSerializer(Enum.class, new EnumWriter());
        setDeserializerModifier(new EnumReaders());
    }

    private <T> void text(Class<T> type, Function<String, T> parse) {
        addSerializer(type, ToStringSerializer.instance);
        addDeserializer(type, new TextReader<>(type, parse));
    }

    private static final class TextReader<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        TextReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (T) context.handleUnexpectedToken(handledType(), parser);
            }
            String text = parser.getText();
            try {
                return parse.apply(text);
            } catch (RuntimeException e) {
                return (T) context.handleWeirdStringValue(handledType(), text, "%s", String.valueOf(e.getMessage()));
            }
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class EnumWriter extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }

    private static final class EnumReaders extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config, JavaType type, BeanDescription description, JsonDeserializer<?> usual) {
            return reader(type.getRawClass());
        }

        private static <T> TextReader<T> reader(Class<T> type) {
            return new TextReader<>(type, text -> {
                for (T constant : type.getEnumConstants()) {
                    if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(text)) {
                        return constant;
                    }
                }
                throw new IllegalArgumentException("not one of its values");
            });
        }
    }
}
