package io.tarn.ingest.verify;

import io.tarn.schema.Column;
import io.tarn.schema.ColumnType;
import io.tarn.schema.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Takes what parquet-java's record assembly gives and makes the values of {@link StoredRow} of it. One per open file.
 */
final class RowConverters {
    private RowConverters() {}

    /** Where a converter puts its value. */
    interface Slot {
        void put(Object value);
    }

    /** The whole row: the schema's columns, the overflow column and the provenance. */
    static final class Root extends GroupConverter {
        private static final String[] PROVENANCE = {"event_id", "received_at", "segment", "seq", "hash"};

        private final Converter[] fields;
        private final int width;
        private @Nullable Object[] columns = new Object[0];
        private @Nullable Object rest;
        private @Nullable Object[] provenance = new Object[PROVENANCE.length];

        Root(GroupType file, ColumnType.Struct schema) {
            this.width = schema.columns().size();
            Map<String, Integer> places = places(schema);
            fields = new Converter[file.getFieldCount()];
            for (int i = 0; i < fields.length; i++) {
                Type field = file.getType(i);
                Integer place = places.get(field.getName());
                if (place != null) {
                    int at = place;
                    fields[i] = of(field, schema.columns().get(at).type(), value -> columns[at] = value);
                } else if (field.getName().equals(TableSchema.REST)) {
                    fields[i] = of(field, ColumnType.Scalar.STRING, value -> rest = value);
                } else if (field.getName().equals(TableSchema.TARN)) {
                    fields[i] = provenance(field.asGroupType());
                } else {
                    throw new WrongType(field.getName(), "the schema has no such column");
                }
            }
        }

        private Converter provenance(GroupType group) {
            List<Converter> members = new ArrayList<>();
            for (Type member : group.getFields()) {
                int at = List.of(PROVENANCE).indexOf(member.getName());
                if (at < 0) {
                    throw new WrongType(TableSchema.TARN + "." + member.getName(), "there is no such field");
                }
                ColumnType type =
                        switch (at) {
                            case 0, 2 -> ColumnType.Scalar.STRING;
                            case 1 -> new ColumnType.Timestamp("epoch-us", "UTC");
                            default -> ColumnType.Scalar.BIGINT;
                        };
                members.add(of(member, type, value -> provenance[at] = value));
            }
            return new Members(members.toArray(new Converter[0]));
        }

        StoredRow row() {
            return new StoredRow(
                    columns,
                    (String) rest,
                    (String) provenance[0],
                    number(provenance[1]),
                    (String) provenance[2],
                    number(provenance[3]),
                    number(provenance[4]));
        }

        private static long number(@Nullable Object value) {
            return value instanceof Long n ? n : Long.MIN_VALUE;
        }

        @Override
        public Converter getConverter(int field) {
            return fields[field];
        }

        @Override
        public void start() {
            columns = new Object[width];
            rest = null;
            provenance = new Object[PROVENANCE.length];
        }

        @Override
        public void end() {}
    }

    private static Map<String, Integer> places(ColumnType.Struct schema) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < schema.columns().size(); i++) {
            places.put(schema.columns().get(i).name(), i);
        }
        return places;
    }

    private static Converter of(Type field, ColumnType type, Slot slot) {
        PhysicalTypes.check(field, type);
        if (type instanceof ColumnType.Struct struct) {
            return new StructConverter(field.asGroupType(), struct, slot);
        }
        if (type instanceof ColumnType.Array array) {
            return new ListConverter(field.asGroupType(), array.element(), slot);
        }
        if (type instanceof ColumnType.MapOf) {
            return new MapConverter(field.asGroupType(), slot);
        }
        return new Leaf(type, slot);
    }

    /** Converters of a group whose members find their own slots. */
    private static final class Members extends GroupConverter {
        private final Converter[] members;

        Members(Converter[] members) {
            this.members = members;
        }

        @Override
        public Converter getConverter(int field) {
            return members[field];
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }

    private static final class StructConverter extends GroupConverter {
        private final Converter[] fields;
        private final int width;
        private final Slot slot;
        private @Nullable Object[] current = new Object[0];

        StructConverter(GroupType group, ColumnType.Struct struct, Slot slot) {
            this.width = struct.columns().size();
            this.slot = slot;
            Map<String, Integer> places = places(struct);
            fields = new Converter[group.getFieldCount()];
            for (int i = 0; i < fields.length; i++) {
                Type field = group.getType(i);
                Integer place = places.get(field.getName());
                if (place == null) {
                    throw new WrongType(group.getName() + "." + field.getName(), "the schema has no such field");
                }
                int at = place;
                Column column = struct.columns().get(at);
                fields[i] = of(field, column.type(), value -> current[at] = value);
            }
        }

        @Override
        public Converter getConverter(int field) {
            return fields[field];
        }

        @Override
        public void start() {
            current = new Object[width];
        }

        @Override
        public void end() {
            slot.put(current);
        }
    }

    private static final class ListConverter extends GroupConverter {
        private final Converter repeated;
        private final Slot slot;
        private List<@Nullable Object> current = List.of();
        private @Nullable Object element;

        ListConverter(GroupType list, ColumnType type, Slot slot) {
            this.slot = slot;
            Converter converter = of(list.getType(0).asGroupType().getType(0), type, value -> element = value);
            this.repeated = new GroupConverter() {
                @Override
                public Converter getConverter(int field) {
                    return converter;
                }

                @Override
                public void start() {
                    element = null;
                }

                @Override
                public void end() {
                    current.add(element);
                }
            };
        }

        @Override
        public Converter getConverter(int field) {
            return repeated;
        }

        @Override
        public void start() {
            current = new ArrayList<>();
        }

        @Override
        public void end() {
            slot.put(current);
        }
    }

    private static final class MapConverter extends GroupConverter {
        private final Converter repeated;
        private final Slot slot;
        private Map<String, @Nullable String> current = Map.of();
        private @Nullable String twice;
        private @Nullable Object key;
        private @Nullable Object value;

        MapConverter(GroupType map, Slot slot) {
            this.slot = slot;
            GroupType pair = map.getType(0).asGroupType();
            Converter[] members = {
                of(pair.getType(0), ColumnType.Scalar.STRING, k -> key = k),
                of(pair.getType(1), ColumnType.Scalar.STRING, v -> value = v)
            };
            this.repeated = new GroupConverter() {
                @Override
                public Converter getConverter(int field) {
                    return members[field];
                }

                @Override
                public void start() {
                    key = null;
                    value = null;
                }

                @Override
                public void end() {
                    String name = String.valueOf(key);
                    if (current.containsKey(name)) {
                        twice = name;
                    }
                    current.put(name, (String) value);
                }
            };
        }

        @Override
        public Converter getConverter(int field) {
            return repeated;
        }

        @Override
        public void start() {
            current = new LinkedHashMap<>();
            twice = null;
        }

        @Override
        public void end() {
            slot.put(new StoredMap(current, twice));
        }
    }

    /** A value without children; texts of a dictionary are decoded once a page. */
    private static final class Leaf extends PrimitiveConverter {
        private final int scale;
        private final boolean text;
        private final Slot slot;
        private String[] texts = new String[0];

        Leaf(ColumnType type, Slot slot) {
            this.scale = type instanceof ColumnType.Decimal decimal ? decimal.scale() : -1;
            this.text = type == ColumnType.Scalar.STRING
                    || type == ColumnType.Scalar.JSON
                    || type == ColumnType.Scalar.JSON_ARRAY;
            this.slot = slot;
        }

        @Override
        public boolean hasDictionarySupport() {
            return text;
        }

        @Override
        public void setDictionary(Dictionary dictionary) {
            texts = new String[dictionary.getMaxId() + 1];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = dictionary.decodeToBinary(i).toStringUsingUTF8();
            }
        }

        @Override
        public void addValueFromDictionary(int id) {
            slot.put(texts[id]);
        }

        @Override
        public void addBinary(Binary value) {
            if (text) {
                slot.put(value.toStringUsingUTF8());
            } else {
                slot.put(new BigDecimal(new BigInteger(value.getBytes()), scale));
            }
        }

        @Override
        public void addBoolean(boolean value) {
            slot.put(value);
        }

        @Override
        public void addDouble(double value) {
            slot.put(value);
        }

        @Override
        public void addInt(int value) {
            addLong(value);
        }

        @Override
        public void addLong(long value) {
            if (scale < 0) {
                slot.put(value);
            } else {
                slot.put(BigDecimal.valueOf(value, scale));
            }
        }
    }
}
