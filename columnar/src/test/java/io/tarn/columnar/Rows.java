package io.tarn.columnar;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Rows as parquet-java assembles them, as maps and lists; what is null is left out. */
final class Rows {
    private Rows() {}

    static List<Map<String, Object>> of(List<FileSource> files) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (FileSource file : files) {
            try (ParquetFileReader reader = SourceFile.open(file)) {
                MessageType schema = reader.getFileMetaData().getSchema();
                for (PageReadStore pages = reader.readNextRowGroup();
                        pages != null;
                        pages = reader.readNextRowGroup()) {
                    RecordReader<Group> records = new ColumnIOFactory()
                            .getColumnIO(schema)
                            .getRecordReader(pages, new GroupRecordConverter(schema));
                    for (long i = 0; i < pages.getRowCount(); i++) {
                        rows.add(struct(records.read()));
                    }
                }
            }
        }
        return rows;
    }

    private static Map<String, Object> struct(Group group) {
        Map<String, Object> out = new LinkedHashMap<>();
        GroupType type = group.getType();
        for (int i = 0; i < type.getFieldCount(); i++) {
            if (group.getFieldRepetitionCount(i) > 0) {
                out.put(type.getFieldName(i), value(group, i, 0));
            }
        }
        return out;
    }

    private static Object value(Group group, int field, int index) {
        Type type = group.getType().getType(field);
        if (type.isPrimitive()) {
            return primitive(group, field, index, type.asPrimitiveType());
        }
        Group child = group.getGroup(field, index);
        if (type.getLogicalTypeAnnotation() == LogicalTypeAnnotation.listType()) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < child.getFieldRepetitionCount(0); i++) {
                Group entry = child.getGroup(0, i);
                list.add(entry.getFieldRepetitionCount(0) == 0 ? null : value(entry, 0, 0));
            }
            return list;
        }
        if (type.getLogicalTypeAnnotation() == LogicalTypeAnnotation.mapType()) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < child.getFieldRepetitionCount(0); i++) {
                Group entry = child.getGroup(0, i);
                map.put(
                        entry.getBinary(0, 0).toStringUsingUTF8(),
                        entry.getFieldRepetitionCount(1) == 0 ? null : value(entry, 1, 0));
            }
            return map;
        }
        return struct(child);
    }

    private static Object primitive(Group group, int field, int index, PrimitiveType type) {
        if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
            BigInteger unscaled =
                    switch (type.getPrimitiveTypeName()) {
                        case INT32 -> BigInteger.valueOf(group.getInteger(field, index));
                        case INT64 -> BigInteger.valueOf(group.getLong(field, index));
                        default -> new BigInteger(group.getBinary(field, index).getBytes());
                    };
            return new BigDecimal(unscaled, decimal.getScale());
        }
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, index);
            case INT32 -> group.getInteger(field, index);
            case INT64 -> group.getLong(field, index);
            case DOUBLE -> group.getDouble(field, index);
            default -> group.getBinary(field, index).toStringUsingUTF8();
        };
    }
}
