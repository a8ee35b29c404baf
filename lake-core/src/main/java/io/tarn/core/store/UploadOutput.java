package io.tarn.core.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Writes one staged upload in parts of 8 MiB, with the size and checksum of the whole.
 *
 * <p>{@link #finish()} leaves the upload staged, for somebody to complete; {@link #close()} without it aborts the
 * upload. Not thread-safe.
 */
public final class UploadOutput extends OutputStream {
    /** S3 wants at least 5 MiB and at most 10,000 parts: 80 GB with these. */
    public static final int PART = 8 << 20;

    private static final int FIRST_BUFFER = 64 << 10;

    private final UploadStager store;
    private final String key;
    private final String uploadId;
    private final List<PartTag> parts = new ArrayList<>();
    private final CRC32C crc = new CRC32C();
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private long size;
    private boolean ended;

    /** Begins the upload. */
    public UploadOutput(UploadStager store, String key) {
        this.store = store;
        this.key = key;
        this.uploadId = store.begin(key);
    }

    /** Bytes written so far. */
    public long size() {
        return size;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** @throws StoreException where the store fails; the output is then of no further use but for {@link #close()} */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (ended) {
            throw new IOException("The upload of '" + key + "' is finished or aborted");
        }
        crc.update(bytes, offset, length);
        size += length;
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == PART) {
                writePart();
            }
            int n = Math.min(left, PART - filled);
            reserve(filled + n);
            System.arraycopy(bytes, from, buffer, filled, n);
            filled += n;
            from += n;
            left -= n;
        }
    }

    private void reserve(int needed) {
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(PART, Math.max(needed, 2 * buffer.length)));
        }
    }

    private void writePart() {
        parts.add(store.writePart(key, uploadId, parts.size() + 1, buffer, 0, filled));
        filled = 0;
    }

    /** Stores what is left and gives what was written. */
    public StagedObject finish() {
        if (ended) {
            throw new IllegalStateException("The upload of '" + key + "' is finished or aborted");
        }
        if (filled > 0 || parts.isEmpty()) {
            writePart();
        }
        ended = true;
        return new StagedObject(
                uploadId, List.copyOf(parts), size, HexFormat.of().toHexDigits((int) crc.getValue()));
    }

    /** Forgets the upload, also after {@link #finish()}. */
    public void abort() {
        ended = true;
        store.abort(key, uploadId);
    }

    /** Aborts the upload unless it was finished. */
    @Override
    public void close() {
        if (!ended) {
            abort();
        }
    }
}
