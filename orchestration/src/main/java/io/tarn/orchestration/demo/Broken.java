package io.tarn.orchestration.demo;

import io.tarn.orchestration.demo.Line.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines that are no events, made from ones that are. */
final class Broken {
    private static final byte[] NOTE = ",\"note\":\"Grüße aus Zürich\"}".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TWICE = ",\"source\":\"web\",\"source\":\"app\"}".getBytes(StandardCharsets.UTF_8);

    private Broken() {}

    static Line of(Kind kind, byte[] event) {
        return new Line(
                switch (kind) {
                    case TRUNCATED -> Arrays.copyOf(event, event.length * 2 / 3);
                    case INVALID_UTF8 -> withEnd(event, NOTE);
                    case DUPLICATE_KEY -> withEnd(event, TWICE);
                    case ARRAY -> inArray(event);
                    case GOOD, LATE, UNDATED, REPEATED, CONFLICT ->
                        throw new IllegalArgumentException(kind + " is not a way of being broken");
                },
                "",
                kind,
                null);
    }

    /** The event with something else in place of its closing brace. */
    private static byte[] withEnd(byte[] event, byte[] end) {
        byte[] out = Arrays.copyOf(event, event.length - 1 + end.length);
        System.arraycopy(end, 0, out, event.length - 1, end.length);
        return out;
    }

    private static byte[] inArray(byte[] event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length + 2);
        out.write('[');
        out.writeBytes(event);
        out.write(']');
        return out.toByteArray();
    }
}
