package io.tarn.columnar;

import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import io.tarn.core.time.TimeText;
import io.tarn.schema.ColumnType;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Columns without children. */
abstract class ScalarTarget implements Target {
    private final Child.Leaf leaf;

    private ScalarTarget(Child.Leaf leaf) {
        this.leaf = leaf;
    }

    static ScalarTarget of(ColumnType type, Child.Leaf leaf, @Nullable Hidden hidden) {
        if (type instanceof ColumnType.Timestamp timestamp) {
            return new OfTimestamp(leaf, TimeText.of(timestamp.format(), timestamp.zone()));
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return new OfDecimal(leaf, decimal);
        }
        return switch ((ColumnType.Scalar) type) {
            case BOOL -> new OfBool(leaf);
            case BIGINT -> new OfBigint(leaf);
            case DOUBLE -> new OfDouble(leaf);
            case STRING -> new OfString(leaf);
            case JSON -> new OfJson(leaf, hidden, false);
            case JSON_ARRAY -> new OfJson(leaf, hidden, true);
            case DATE -> new OfDate(leaf);
        };
    }

    abstract void write(JsonTape tape, int node, LeafWriter writer, int repetition);

    @Override
    public final void write(JsonTape tape, int node) {
        int repetition = leaf.claim();
        write(tape, node, leaf.writer, repetition);
    }

    private static final class OfBool extends ScalarTarget {
        OfBool(Child.Leaf leaf) {
            super(leaf);
        }

        @Override
        public boolean takes(JsonTape tape, int node) {
            JsonKind kind = tape.kind(node);
            return kind == JsonKind.TRUE || kind == JsonKind.FALSE;
        }

        @Override
        void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
            writer.bool(repetition, tape.kind(node) == JsonKind.TRUE);
        }
    }

    private static final class OfBigint extends ScalarTarget {
        OfBigint(Child.Leaf leaf) {
            super(leaf);
        }

        @Override
        public boolean takes(JsonTape tape, int node) {
            return tape.kind(node) == JsonKind.INTEGER && tape.fitsLong(node);
        }

        @Override
        void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
            writer.int64(repetition, tape.longValue(node));
        }
    }

    private static final class OfDouble extends ScalarTarget {
        OfDouble(Child.Leaf leaf) {
            super(leaf);
        }

        @Override
        public boolean takes(JsonTape tape, int node) {
            return switch (tape.kind(node)) {
                case INTEGER -> tape.fitsDouble(node);
                case FRACTION -> !Double.isInfinite(tape.doubleValue(node));
                default -> false;
            };
        }

        @Override
        void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
            writer.float64(repetition, tape.doubleValue(node));
        }
    }

    private static final class OfString extends ScalarTarget {
        private final GrowingBytes decoded = new GrowingBytes(64);

        OfString(Child.Leaf leaf) {
            super(leaf);
        }

        @Override
        public boolean takes(JsonTape tape, int node) {
            return tape.kind(node) == JsonKind.STRING && !tape.loneSurrogate(node);
        }

        @Override
        void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
            text(writer, repetition, tape, node, decoded);
        }
    }

    /** Writes the text of a string. */
    static void text(LeafWriter writer, int repetition, JsonTape tape, int node, GrowingBytes decoded) {
        int start = tape.start(node);
        int end = tape.end(node);
        if (!tape.escaped(node)) {
            writer.binary(repetition, tape.bytes(), start, end);
            return;
        }
        decoded.clear();
        decoded.reserve(end - start);
        writer.binary(repetition, decoded.array, 0, tape.decode(node, decoded.array));
    }

    private static final class OfJson extends ScalarTarget {
        private final @Nullable Hidden hidden;
        private final boolean arraysOnly;
        private final GrowingBytes text = new GrowingBytes(64);

        OfJson(Child.Leaf leaf, @Nullable Hidden hidden, boolean arraysOnly) {
            super(leaf);
            this.hidden = hidden;
            this.arraysOnly = arraysOnly;
        }

        @Override
        public boolean takes(JsonTape tape, int node) {
            return !arraysOnly || tape.kind(node) == JsonKind.ARRAY;
        }

        @Override
        void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
            text.clear();
            Hidden.copy(hidden, tape, node, text);
            writer.binary(repetition, text.array, 0, text.length);
        }
    }

    private static final class OfDate extends ScalarTarget {
        OfDate(Child.Leaf leaf) {
            super(leaf);
        }

        @Override
        public boolean takes(JsonTape tape, int node) {
            return TimeText.epochDay(tape, node).isPresent();
        }

        @Override
        void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
            writer.int32(repetition, (int) TimeText.epochDay(tape, node).orElseThrow());
        }
    }

    private static final class OfTimestamp extends ScalarTarget {
        private final TimeText time;

        OfTimestamp(Child.Leaf leaf, TimeText time) {
            super(leaf);
            this.time = time;
        }

        @Override
        public boolean takes(JsonTape tape, int node) {
            return time.exactMicros(tape, node).isPresent();
        }

        @Override
        void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
            OptionalLong micros = time.exactMicros(tape, node);
            writer.int64(repetition, micros.orElseThrow());
        }
    }

    private static final class OfDecimal extends ScalarTarget {
        private final DecimalText decimal;

        OfDecimal(Child.Leaf leaf, ColumnType.Decimal type) {
            super(leaf);
            this.decimal = new DecimalText(type.precision(), type.scale());
        }

        @Override
        public boolean takes(JsonTape tape, int node) {
            return decimal.unscaled(tape, node) != null;
        }

        @Override
        void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
            decimal.write(tape, node, writer, repetition);
        }
    }
}
