package io.tarn.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.io.ParquetDecodingException;
import org.junit.jupiter.api.Test;

/** Our encoder and decoder against each other, and the encoder against parquet-java's decoder. */
class RleTest {
    @Test
    void what_is_encoded_is_decoded_by_us_and_by_parquet_java() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            int max = 1 << random.nextInt(20) | random.nextInt(1 << 6);
            int[] values = values(random, max);
            RleEncoder encoder = new RleEncoder(max);
            for (int value : values) {
                encoder.add(value, 1);
            }
            int width = encoder.width();
            GrowingBytes encoded = encoder.finish();
            int[] ours = new int[values.length];
            new RleDecoder().decode(encoded.array, 0, encoded.length, width, ours, values.length);
            assertThat(ours).as("seed %s, round %s", seed, round).isEqualTo(values);
            RunLengthBitPackingHybridDecoder theirs = new RunLengthBitPackingHybridDecoder(
                    width, new ByteArrayInputStream(encoded.array, 0, encoded.length));
            for (int value : values) {
                assertThat(theirs.readInt())
                        .as("seed %s, round %s", seed, round)
                        .isEqualTo(value);
            }
        }
    }

    private static int[] values(SplittableRandom random, int max) {
        int[] values = new int[random.nextInt(1, 3_000)];
        for (int i = 0; i < values.length; ) {
            int run = random.nextInt(4) == 0 ? random.nextInt(1, 200) : 1;
            int value = random.nextInt(max + 1);
            Arrays.fill(values, i, Math.min(values.length, i + run), value);
            i += run;
        }
        return values;
    }

    @Test
    void values_that_end_too_early_are_refused() {
        RleEncoder encoder = new RleEncoder(1_000);
        for (int i = 0; i < 100; i++) {
            encoder.add(i * 7, 1);
        }
        GrowingBytes encoded = encoder.finish();
        for (int length = 0; length < encoded.length - 10; length++) {
            int to = length;
            assertThatThrownBy(() -> new RleDecoder().decode(encoded.array, 0, to, 10, new int[100], 100))
                    .isInstanceOf(ParquetDecodingException.class);
        }
    }
}
