package io.tarn.landing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes a quarantine object: an Avro object container (codec zstandard) with a record per frame that was set aside.
 *
 * <p>The same frames under the same key give the same bytes, within one version of zstd. The stream stays open. Not
 * thread-safe.
 */
public final class QuarantineWriter implements AutoCloseable {
    static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"QuarantinedFrame\",\"namespace\":\"io.tarn\",\"fields\":["
                    + "{\"name\":\"collection\",\"type\":\"string\"},"
                    + "{\"name\":\"received_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}},"
                    + "{\"name\":\"event_id\",\"type\":\"string\"},"
                    + "{\"name\":\"reason\",\"type\":\"string\"},"
                    + "{\"name\":\"detail\",\"type\":\"string\"},"
                    + "{\"name\":\"source\",\"type\":\"string\"},"
                    + "{\"name\":\"segment\",\"type\":\"string\"},"
                    + "{\"name\":\"seq\",\"type\":\"long\"},"
                    + "{\"name\":\"bytes\",\"type\":\"bytes\"},"
                    + "{\"name\":\"headers\",\"type\":{\"type\":\"map\",\"values\":\"string\"}}]}";

    private final AvroFileWriter file;
    private long count;

    /** Writes the header. */
    public QuarantineWriter(String key, OutputStream out) throws IOException {
        this.file = new AvroFileWriter(
                out,
                SCHEMA,
                AvroFileWriter.syncOf(key),
                Map.of(SegmentFormat.KEY, key, SegmentFormat.VERSION, SegmentFormat.CURRENT_VERSION),
                AvroFileWriter.BLOCK);
    }

    public void add(QuarantinedFrame frame) throws IOException {
        file.record()
                .writeString(frame.collection())
                .writeLong(SegmentFormat.micros(frame.receivedAt()))
                .writeString(frame.eventId())
                .writeString(frame.reason().wireName())
                .writeString(frame.detail())
                .writeString(frame.source())
                .writeString(frame.segment())
                .writeLong(frame.seq())
                .writeBytes(frame.bytes())
                .writeMap(frame.headers());
        file.endRecord();
        count++;
    }

    /** Frames added so far. */
    public long count() {
        return count;
    }

    /** Writes what is left. */
    public void finish() throws IOException {
        file.finish();
    }

    /** Frees memory; without {@link #finish} the object is incomplete. */
    @Override
    public void close() {
        file.close();
    }
}
