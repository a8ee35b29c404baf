package io.tarn.columnar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Decimal;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.ColumnType.Timestamp;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of {@code TableSchema} a second time, slowly, over Jackson: which row an event must become. Expects compact
 * documents.
 */
final class RowModel {
    /** A value with its source. */
    private record Value(
            JsonToken token, String text, String source, Map<String, Value> members, List<Value> elements) {}

    private final Map<String, String> rest = new LinkedHashMap<>();

    private RowModel() {}

    static Map<String, Object> row(Struct root, String event) throws IOException {
        RowModel model = new RowModel();
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        Value value;
        try (JsonParser parser = new JsonFactory().createParser(bytes)) {
            parser.nextToken();
            value = read(parser, bytes);
        }
        Map<String, Object> row = model.struct(root, value, "");
        if (!model.rest.isEmpty()) {
            StringBuilder json = new StringBuilder();
            model.rest.forEach((k, v) -> json.append(json.isEmpty() ? "{" : ",")
                    .append('"')
                    .append(k)
                    .append("\":")
                    .append(v));
            row.put("_rest", json.append('}').toString());
        }
        return row;
    }

    private static Value read(JsonParser parser, byte[] bytes) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        JsonToken token = parser.currentToken();
        Map<String, Value> members = new LinkedHashMap<>();
        List<Value> elements = new ArrayList<>();
        String text = token.isStructStart() ? "" : parser.getText();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.getText();
                parser.nextToken();
                members.put(key, read(parser, bytes));
            }
        } else if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(parser, bytes));
            }
        }
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        return new Value(token, text, new String(bytes, start, end - start, StandardCharsets.UTF_8), members, elements);
    }

    private Map<String, Object> struct(Struct struct, Value object, String pointer) {
        Map<String, Object> out = new LinkedHashMap<>();
        object.members.forEach((key, value) -> {
            if (value.token == JsonToken.VALUE_NULL) {
                return;
            }
            String where =
                    pointer + "/" + key.replace("~", "~0").replace("/", "~1").replace("\n", "\\n");
            Column column = column(struct, key, value);
            if (column == null) {
                rest.put(where, value.source);
            } else {
                out.put(column.name(), value(column.type(), value, where));
            }
        });
        return out;
    }

    private static Column column(Struct struct, String key, Value value) {
        List<Column> columns =
                struct.columns().stream().filter(c -> c.key().equals(key)).toList();
        boolean plainString = columns.stream().anyMatch(c -> c.variant() == Variant.PLAIN && c.type() == Scalar.STRING);
        List<Variant> order = new ArrayList<>(List.of(Variant.PLAIN));
        switch (value.token) {
            case VALUE_TRUE, VALUE_FALSE -> order.add(Variant.BOOL);
            case VALUE_NUMBER_INT -> order.add(Variant.BIGINT);
            case VALUE_NUMBER_FLOAT -> order.add(plainString ? Variant.JSON : Variant.DOUBLE);
            case VALUE_STRING -> order.add(Variant.STRING);
            case START_OBJECT -> order.add(Variant.STRUCT);
            case START_ARRAY -> order.add(Variant.ARRAY);
            default -> throw new AssertionError(value.token);
        }
        order.add(Variant.JSON);
        for (Variant variant : order) {
            for (Column column : columns) {
                if (column.variant() == variant && takes(column.type(), value)) {
                    return column;
                }
            }
        }
        return null;
    }

    private static boolean takes(ColumnType type, Value value) {
        if (type instanceof Struct) {
            return value.token == JsonToken.START_OBJECT;
        }
        if (type instanceof Array array) {
            return value.token == JsonToken.START_ARRAY
                    && value.elements.stream()
                            .allMatch(e -> e.token == JsonToken.VALUE_NULL || takes(array.element(), e));
        }
        if (type instanceof MapOf map) {
            return value.token == JsonToken.START_OBJECT
                    && value.members.entrySet().stream()
                            .allMatch(e -> isUnicode(e.getKey())
                                    && (map.jsonValues()
                                            || e.getValue().token == JsonToken.VALUE_NULL
                                            || takes(Scalar.STRING, e.getValue())));
        }
        boolean number = value.token == JsonToken.VALUE_NUMBER_INT || value.token == JsonToken.VALUE_NUMBER_FLOAT;
        if (type instanceof Decimal decimal) {
            if (!number) {
                return false;
            }
            BigDecimal exact = new BigDecimal(value.text);
            return exact.remainder(BigDecimal.ONE.scaleByPowerOfTen(-decimal.scale()))
                                    .signum()
                            == 0
                    && exact.abs().compareTo(BigDecimal.ONE.scaleByPowerOfTen(decimal.precision() - decimal.scale()))
                            < 0;
        }
        if (type instanceof Timestamp) {
            return value.token == JsonToken.VALUE_STRING && isDate(value.text);
        }
        return switch ((Scalar) type) {
            case BOOL -> value.token == JsonToken.VALUE_TRUE || value.token == JsonToken.VALUE_FALSE;
            case BIGINT -> value.token == JsonToken.VALUE_NUMBER_INT && new BigInteger(value.text).bitLength() < 64;
            case DOUBLE -> {
                if (!number || Double.isInfinite(Double.parseDouble(value.text))) {
                    yield false;
                }
                yield value.token == JsonToken.VALUE_NUMBER_FLOAT
                        || new BigDecimal(Double.parseDouble(value.text)).compareTo(new BigDecimal(value.text)) == 0;
            }
            case STRING -> value.token == JsonToken.VALUE_STRING && isUnicode(value.text);
            case JSON -> true;
            case JSON_ARRAY -> value.token == JsonToken.START_ARRAY;
            case DATE -> value.token == JsonToken.VALUE_STRING && isDate(value.text);
        };
    }

    private Object value(ColumnType type, Value value, String pointer) {
        if (type instanceof Struct struct) {
            return struct(struct, value, pointer);
        }
        if (type instanceof Array array) {
            List<Object> list = new ArrayList<>();
            for (Value element : value.elements) {
                boolean isNull = element.token == JsonToken.VALUE_NULL;
                list.add(isNull ? null : value(array.element(), element, pointer + "/" + list.size()));
            }
            return list;
        }
        if (type instanceof MapOf map) {
            Map<String, Object> out = new LinkedHashMap<>();
            value.members.forEach((k, v) ->
                    out.put(k, map.jsonValues() ? v.source : v.token == JsonToken.VALUE_NULL ? null : v.text));
            return out;
        }
        if (type instanceof Decimal decimal) {
            return new BigDecimal(value.text).setScale(decimal.scale());
        }
        if (type instanceof Timestamp) {
            return LocalDate.parse(value.text).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
        }
        return switch ((Scalar) type) {
            case BOOL -> value.token == JsonToken.VALUE_TRUE;
            case BIGINT -> Long.parseLong(value.text);
            case DOUBLE -> Double.parseDouble(value.text);
            case STRING -> value.text;
            case JSON, JSON_ARRAY -> value.source;
            case DATE -> (int) LocalDate.parse(value.text).toEpochDay();
        };
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
