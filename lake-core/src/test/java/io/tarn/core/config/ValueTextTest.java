package io.tarn.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    @Test
    void sizes_are_binary() {
        assertThat(ByteSize.parse("0B").bytes()).isZero();
        assertThat(ByteSize.parse("64KiB").bytes()).isEqualTo(65_536);
        assertThat(ByteSize.parse("256MiB").bytes()).isEqualTo(268_435_456);
        assertThat(ByteSize.parse("1 GiB").bytes()).isEqualTo(1_073_741_824);
        assertThat(ByteSize.parse("2TiB").bytes()).isEqualTo(2_199_023_255_552L);
    }

    @Test
    void what_is_no_size_is_refused() {
        for (String text : List.of(
                "",
                "MiB",
                "1.5MiB",
                "-1B",
                "1mib",
                "1MB",
                "1M",
                "1",
                "٢MiB",
                "9223372036854775808B",
                "99999999TiB",
                "1MiB2KiB")) {
            assertThatThrownBy(() -> ByteSize.parse(text)).as(text).isInstanceOf(UnfitValueException.class);
        }
        assertThatThrownBy(() -> ByteSize.parse("5gb"))
                .hasMessage("the units of sizes are B, KiB, MiB, GiB, TiB. Write it as 5GiB");
    }

    @Test
    void a_size_reads_what_it_writes() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            ByteSize size = new ByteSize((random.nextLong() >>> 1) >>> random.nextInt(62));
            assertThat(ByteSize.parse(size.toString())).isEqualTo(size);
        }
        assertThat(ByteSize.ofMiB(64)).hasToString("64MiB");
        assertThat(new ByteSize(1025)).hasToString("1025B");
        assertThat(new ByteSize(0)).hasToString("0B");
    }

    @Test
    void durations_have_units_from_large_to_small() {
        assertThat(DurationText.parse("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(DurationText.parse("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(DurationText.parse("7d")).isEqualTo(Duration.ofDays(7));
        assertThat(DurationText.parse("4h30m")).isEqualTo(Duration.ofMinutes(270));
        assertThat(DurationText.parse("1d2h3m4s5ms")).isEqualTo(Duration.ofMillis(93_784_005));
        assertThat(DurationText.parse("0s")).isZero();
    }

    @Test
    void what_is_no_duration_is_refused() {
        for (String text : List.of("", "5", "5x", "30m4h", "1h1h", "-1s", "1.5h", "1 h", "P1D", "٢s", "1m1d")) {
            assertThatThrownBy(() -> DurationText.parse(text)).as(text).isInstanceOf(UnfitValueException.class);
        }
    }

    @Test
    void a_duration_reads_what_it_writes() {
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            Duration duration = Duration.ofMillis(random.nextLong(1L << (1 + random.nextInt(45))));
            assertThat(DurationText.parse(DurationText.of(duration))).isEqualTo(duration);
        }
        assertThat(DurationText.of(Duration.ofMinutes(270))).isEqualTo("4h30m");
        assertThat(DurationText.of(Duration.ZERO)).isEqualTo("0s");
    }

    @Test
    void a_name_without_a_slash_is_a_top_level_key() {
        assertThat(FieldPointer.of("/a/b")).isEqualTo("/a/b");
        assertThat(FieldPointer.of("a.b")).isEqualTo("/a.b");
        assertThat(FieldPointer.of("a/b~")).isEqualTo("/a~1b~0");
        assertThat(FieldPointer.of("/")).isEqualTo("/");
        for (String text : List.of("", "/~", "/a~2")) {
            assertThatThrownBy(() -> FieldPointer.of(text)).as(text).isInstanceOf(UnfitValueException.class);
        }
    }
}
