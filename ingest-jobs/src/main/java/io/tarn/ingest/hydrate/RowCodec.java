package io.tarn.ingest.hydrate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows as bytes of a spill run. The format lives as long as one hydrate. */
final class RowCodec {
    private RowCodec() {}

    static void write(SpilledRow row, GrowingBytes out) {
        out.putVar(row.segment());
        out.putVar(row.seq());
        out.putVar(row.received());
        out.putLong(row.hash());
        out.put(row.undated() ? 1 : 0);
        text(row.eventId(), out);
        out.putVar(row.headers().size());
        for (Map.Entry<String, String> header : row.headers().entrySet()) {
            text(header.getKey(), out);
            text(header.getValue(), out);
        }
        out.putSized(row.bytes(), row.from(), row.to() - row.from());
    }

    private static void text(String text, GrowingBytes out) {
        out.putSized(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads rows one behind the other. */
    static final class Reader {
        private final byte[] bytes;
        private final int end;
        private int at;

        Reader(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
        }

        boolean hasNext() {
            return at < end;
        }

        SpilledRow next() {
            int segment = (int) var();
            long seq = var();
            long received = var();
            long hash = int64();
            boolean undated = bytes[at++] == 1;
            String eventId = text();
            Map<String, String> headers = headers();
            int length = (int) var();
            int from = at;
            at += length;
            return new SpilledRow(segment, seq, received, eventId, hash, undated, headers, bytes, from, at);
        }

        private Map<String, String> headers() {
            int count = (int) var();
            if (count == 0) {
                return Map.of();
            }
            SortedMap<String, String> headers = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                String key = text();
                headers.put(key, text());
            }
            return headers;
        }

        private String text() {
            int length = (int) var();
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        private long int64() {
            long value = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                value = (value << 8) | (bytes[at++] & 0xFF);
            }
            return value;
        }

        private long var() {
            long value = 0;
            int shift = 0;
            byte b;
            do {
                b = bytes[at++];
                value |= (b & 0x7FL) << shift;
                shift += 7;
            } while (b < 0);
            return value;
        }
    }
}
