package io.tarn.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    private static final String[] PIECES = {
        "", "a", "/", "-", "é", "\u07FF", "\uD7FF", "\uE000", "\uFFFD", "😀", "\uDBFF\uDFFF", "𐀀"
    };

    @Test
    void keys_are_in_the_order_of_their_bytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String a = key(random);
            String b = key(random);

            assertThat(Integer.signum(KeyOrder.INSTANCE.compare(a, b)))
                    .as("seed %s: '%s' and '%s'", seed, a, b)
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))));
        }
    }

    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            key.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return key.toString();
    }
}
