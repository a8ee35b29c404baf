package io.tarn.ingest.verify;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Decompression of pages for parquet-java without Hadoop's codecs: zstd, which Tarn writes, and none. */
final class PageCodecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("this reads only");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case ZSTD -> new ZstdPages();
            case UNCOMPRESSED -> new PlainPages();
            default -> throw new UnsupportedOperationException("codec " + codec + " is not one that Tarn writes");
        };
    }

    @Override
    public void release() {}

    private static final class ZstdPages implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(inflate(bytes.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size) throws IOException {
            byte[] in = new byte[compressed];
            input.get(in);
            output.put(inflate(in, size));
        }

        private static byte[] inflate(byte[] in, int size) throws IOException {
            byte[] out = new byte[size];
            long n = Zstd.decompressByteArray(out, 0, size, in, 0, in.length);
            if (Zstd.isError(n) || n != size) {
                throw new IOException("a page does not decompress to its " + size + " bytes");
            }
            return out;
        }

        @Override
        public void release() {}
    }

    private static final class PlainPages implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) {
            return bytes;
        }

        @Override
        public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size) {
            ByteBuffer slice = input.slice();
            slice.limit(compressed);
            output.put(slice);
            input.position(input.position() + compressed);
        }

        @Override
        public void release() {}
    }
}
