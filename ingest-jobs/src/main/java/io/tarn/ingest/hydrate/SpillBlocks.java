package io.tarn.ingest.hydrate;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Blocks of a spill run: length of the rows, length as compressed, zstd frame with its checksum. */
final class SpillBlocks {
    private SpillBlocks() {}

    static void write(ZstdCompressCtx zstd, GrowingBytes rows, GrowingBytes out) {
        out.room(2 * Integer.BYTES + Math.toIntExact(Zstd.compressBound(rows.size())));
        out.putInt(rows.size());
        int lengthAt = out.size();
        out.putInt(0);
        int bound = out.array().length - out.size();
        int length = zstd.compressByteArray(out.array(), out.size(), bound, rows.array(), 0, rows.size());
        out.truncate(lengthAt);
        out.putInt(length);
        out.grow(length);
    }

    /** The rows of one day in one run, in order. Not thread-safe. */
    static final class Reader {
        private final String key;
        private final DataInputStream in;
        private RowCodec.Reader rows = new RowCodec.Reader(new byte[0], 0);

        Reader(ObjectReader state, String key, SpillRun.Slice slice) {
            this.key = key;
            this.in = new DataInputStream(new RangeInput(state, key, slice.offset(), slice.length()));
        }

        /** The next row, valid until the one after it is asked for; null at the end. */
        @Nullable
        SpilledRow next() {
            try {
                while (!rows.hasNext()) {
                    int length;
                    try {
                        length = in.readInt();
                    } catch (EOFException end) {
                        return null;
                    }
                    rows = block(length, in.readInt());
                }
                return rows.next();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read '" + key + "'", e);
            }
        }

        private RowCodec.Reader block(int length, int compressed) throws IOException {
            byte[] frame = in.readNBytes(compressed);
            byte[] block = new byte[length];
            try {
                long got = Zstd.decompressByteArray(block, 0, length, frame, 0, frame.length);
                if (got != length) {
                    throw damaged(key, null);
                }
            } catch (ZstdException e) {
                throw damaged(key, e);
            }
            return new RowCodec.Reader(block, length);
        }
    }

    private static TarnException damaged(String key, @Nullable ZstdException cause) {
        String why = cause == null ? "a block is shorter than it says" : String.valueOf(cause.getMessage());
        TarnException failure = new TarnException(
                ExitCode.INTEGRITY,
                "Working object '" + key + "' is damaged",
                why,
                "Nothing was published of it; run the command again, and check the disk if this comes back");
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
