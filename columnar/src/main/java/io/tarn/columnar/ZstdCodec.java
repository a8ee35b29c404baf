package io.tarn.columnar;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** Pages in zstd level 3 by zstd-jni, without Hadoop's codec classes. Not thread-safe. */
final class ZstdCodec implements CompressionCodecFactory {
    /** Which zstd wrote a file: equal input gives equal bytes only with an equal version. */
    static final String VERSION = "zstd-jni " + ZstdVersion.VERSION;

    private static final int LEVEL = 3;

    private @Nullable Decompressor decompressor;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case ZSTD -> decompressor();
            case UNCOMPRESSED -> new Stored();
            default -> throw new IllegalArgumentException("Tarn writes zstd only, and this is " + codec);
        };
    }

    /** One for all columns: each holds memory outside of the heap, which adds up over columns and files. */
    private Decompressor decompressor() {
        Decompressor one = decompressor;
        if (one == null) {
            one = new Decompressor();
            decompressor = one;
        }
        return one;
    }

    /** Called when the reader closes; compressors are released by whoever asked for them. */
    @Override
    public void release() {
        if (decompressor != null) {
            decompressor.release();
            decompressor = null;
        }
    }

    /** Compresses whole pages. */
    static final class Compressor implements BytesInputCompressor {
        private final ZstdCompressCtx context;
        private byte[] out = new byte[1 << 16];

        Compressor() {
            this(LEVEL);
        }

        /** Of another level: what another version of the codec would be, and more so. */
        Compressor(int level) {
            context = new ZstdCompressCtx().setLevel(level);
        }

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteBuffer in = bytes.toByteBuffer();
            byte[] source = in.hasArray() ? in.array() : bytes.toByteArray();
            int offset = in.hasArray() ? in.arrayOffset() + in.position() : 0;
            int length = Math.toIntExact(bytes.size());
            long bound = Zstd.compressBound(length);
            if (out.length < bound) {
                out = new byte[Math.toIntExact(bound)];
            }
            int size = context.compressByteArray(out, 0, out.length, source, offset, length);
            // The caller copies it before the next page.
            return BytesInput.from(out, 0, size);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {
            context.close();
        }
    }

    private static final class Decompressor implements BytesInputDecompressor {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            byte[] in = bytes.toByteArray();
            byte[] out = new byte[size];
            try {
                int length = context.decompressByteArray(out, 0, size, in, 0, in.length);
                if (length != size) {
                    throw new IOException("a page is " + length + " bytes long, not " + size);
                }
            } catch (ZstdException e) {
                throw new IOException("a page is no zstd: " + e.getMessage(), e);
            }
            return BytesInput.from(out);
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
            byte[] in = new byte[compressedSize];
            input.get(in);
            output.put(decompress(BytesInput.from(in), size).toByteArray());
        }

        @Override
        public void release() {
            context.close();
        }
    }

    private static final class Stored implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) {
            return bytes;
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) {
            output.put(input);
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
