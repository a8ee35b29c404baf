package io.tarn.landing;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.tarn.landing.AvroCursor.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of an Avro object container and goes on behind damage at the next sync marker, which is known from
 * the object's key.
 *
 * <p>Avro's own reader stops without an error at a torn tail and for good at a damaged block (Avro 1.12.2, measured).
 * Not thread-safe.
 */
final class AvroFileReader implements AutoCloseable {
    /** More than a block and one event of any sensible cap; beyond, a damaged length would only ask for memory. */
    private static final int LARGEST_BLOCK = 160 << 20;

    /** What {@link #next} found. */
    enum Step {
        /** A block with a good checksum: {@link #records}, {@link #block}, {@link #blockLength}. */
        BLOCK,
        /** Bytes that are no block were skipped; {@link #problem} says why. */
        DAMAGE,
        END
    }

    private final InputStream in;
    private final byte[] sync;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

    private byte[] buffer = new byte[64 << 10];
    private int at;
    private int limit;
    private boolean endOfFile;

    private byte[] block = new byte[0];
    private int blockLength;
    private long records;
    private String problem = "";

    AvroFileReader(InputStream in, byte[] sync) {
        this.in = in;
        this.sync = sync;
    }

    long records() {
        return records;
    }

    byte[] block() {
        return block;
    }

    int blockLength() {
        return blockLength;
    }

    String problem() {
        return problem;
    }

    /** The header's metadata, or null where it cannot be read; the position is then unchanged. */
    @Nullable
    Map<String, String> readHeader() throws IOException {
        ensure(16 << 10);
        int magic = AvroFileWriter.MAGIC.length;
        if (limit - at < magic || !Arrays.equals(buffer, at, at + magic, AvroFileWriter.MAGIC, 0, magic)) {
            return null;
        }
        AvroCursor cursor = new AvroCursor(buffer, at + magic, limit);
        try {
            Map<String, String> metadata = cursor.readMap();
            if (limit - cursor.position() < AvroFileWriter.SYNC_LENGTH) {
                return null;
            }
            at = cursor.position() + AvroFileWriter.SYNC_LENGTH;
            return metadata;
        } catch (Malformed damaged) {
            return null;
        }
    }

    /** Whether the marker just read past by {@link #readHeader} is the expected one. */
    boolean headerMarkerIsOurs() {
        return at >= AvroFileWriter.SYNC_LENGTH && syncAt(at - AvroFileWriter.SYNC_LENGTH);
    }

    /** Moves behind the next sync marker; false where there is none. */
    boolean skipToMarker() throws IOException {
        while (true) {
            for (int i = at; i <= limit - AvroFileWriter.SYNC_LENGTH; i++) {
                if (syncAt(i)) {
                    at = i + AvroFileWriter.SYNC_LENGTH;
                    return true;
                }
            }
            at = Math.max(at, limit - AvroFileWriter.SYNC_LENGTH + 1);
            int had = limit - at;
            if (!ensure(had + (64 << 10)) && limit - at == had) {
                at = limit;
                return false;
            }
        }
    }

    Step next() throws IOException {
        ensure(20);
        if (at == limit) {
            return Step.END;
        }
        String why = readBlock();
        if (why == null) {
            return Step.BLOCK;
        }
        problem = why;
        skipToMarker();
        return Step.DAMAGE;
    }

    @Override
    public void close() throws IOException {
        zstd.close();
        in.close();
    }

    /** Reads the block at the position and moves behind it; otherwise says why it is none and stays. */
    private @Nullable String readBlock() throws IOException {
        long count;
        long length;
        int data;
        try {
            AvroCursor cursor = new AvroCursor(buffer, at, limit);
            count = cursor.readLong();
            length = cursor.readLong();
            data = cursor.position() - at;
        } catch (Malformed damaged) {
            return "a block's head is damaged";
        }
        if (count <= 0 || length <= 0 || length > LARGEST_BLOCK) {
            return "a block's head is damaged";
        }
        int whole = data + (int) length + AvroFileWriter.SYNC_LENGTH;
        if (!ensure(whole)) {
            return "a block is cut off";
        }
        if (!syncAt(at + data + (int) length)) {
            return "a block is not followed by its marker";
        }
        if (!decompress(at + data, (int) length)) {
            return "a block does not match its checksum";
        }
        records = count;
        at += whole;
        return null;
    }

    private boolean decompress(int from, int length) {
        byte[] compressed = Arrays.copyOfRange(buffer, from, from + length);
        try {
            long size = Zstd.decompressedSize(compressed);
            if (size <= 0 || size > LARGEST_BLOCK) {
                return false;
            }
            if (block.length < size) {
                block = new byte[(int) size];
            }
            blockLength = zstd.decompressByteArray(block, 0, (int) size, compressed, 0, length);
            return blockLength == size;
        } catch (ZstdException damaged) {
            return false;
        }
    }

    private boolean syncAt(int from) {
        return Arrays.equals(buffer, from, from + AvroFileWriter.SYNC_LENGTH, sync, 0, AvroFileWriter.SYNC_LENGTH);
    }

    /** Has at least {@code wanted} bytes from the position in the buffer; false where the file ends before. */
    private boolean ensure(int wanted) throws IOException {
        while (!endOfFile && limit - at < wanted) {
            if (limit == buffer.length) {
                makeRoom();
            }
            int n = in.read(buffer, limit, buffer.length - limit);
            if (n < 0) {
                endOfFile = true;
            } else {
                limit += n;
            }
        }
        return limit - at >= wanted;
    }

    /** Grows only as bytes arrive: a damaged length must not ask for memory. */
    private void makeRoom() {
        byte[] target = at > buffer.length / 2 ? buffer : new byte[Math.multiplyExact(buffer.length, 2)];
        System.arraycopy(buffer, at, target, 0, limit - at);
        limit -= at;
        at = 0;
        buffer = target;
    }
}
