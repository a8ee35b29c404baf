package io.tarn.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.TarnException;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.core.json.JsonTape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    private static final TimeText ISO = TimeText.of("iso8601", "UTC");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-02-29 | 2024-02-29T00:00:00Z",
                "20240229 | 2024-02-29T00:00:00Z",
                "2024-02-29T12:34:56Z | 2024-02-29T12:34:56Z",
                "2024-02-29t12:34:56z | 2024-02-29T12:34:56Z",
                "2024-02-29T12:34Z | 2024-02-29T12:34:00Z",
                "2024-02-29T12:34:56 | 2024-02-29T12:34:56Z",
                "2024-02-29 12:34:56 | 2024-02-29T12:34:56Z",
                "20240229T123456Z | 2024-02-29T12:34:56Z",
                "2024-02-29T12:34:56.5Z | 2024-02-29T12:34:56.5Z",
                "2024-02-29T12:34:56,123456Z | 2024-02-29T12:34:56.123456Z",
                "2024-02-29T12:34:56.123456000000+02:00 | 2024-02-29T10:34:56.123456Z",
                "2024-02-29T12:34:56-0330 | 2024-02-29T16:04:56Z",
                "2024-02-29T12:34:56+05 | 2024-02-29T07:34:56Z",
                "2024-03-01T00:30:00+01:00 | 2024-02-29T23:30:00Z",
                "2024-02-29 12:34:56 +0000 | 2024-02-29T12:34:56Z",
                "1969-12-31T23:59:59.999999Z | 1969-12-31T23:59:59.999999Z",
                "0001-01-01 | 0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z | 9999-12-31T23:59:59.999999Z"
            })
    void reads_iso_8601(String text, Instant expected) {
        assertThat(ISO.exactMicros(text)).isEqualTo(OptionalLong.of(micros(expected)));
        assertThat(ISO.micros(text)).isEqualTo(OptionalLong.of(micros(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-02",
                "2024-02-30",
                "2023-02-29",
                "1900-02-29",
                "2024-13-01",
                "2024-00-10",
                "2024-01-00",
                "2024-01-32",
                "99999-01-01",
                "+12024-01-01",
                "0000-01-01",
                "2024-1-1",
                "2024-01-01T",
                "2024-01-01T24:00:00Z",
                "2024-01-01T12",
                "2024-01-01T12:60:00Z",
                "2016-12-31T23:59:60Z",
                "2024-01-01T12:00:00.",
                "2024-01-01T12:00:00.Z",
                "2024-01-01T12:00:00X",
                "2024-01-01T12:00:00+",
                "2024-01-01T12:00:00+19:00",
                "2024-01-01T12:00:00ZZ",
                " 2024-01-01",
                "2024-01-01 ",
                "2024-01-01T12:00:00+1:00",
                "NaN",
                "1700000000",
                "9999-12-31T23:59:59-01:00",
                "0001-01-01T00:00:00+01:00",
                "2024-01-01T12:00:00Z\u0000",
                "２０２４-01-01"
            })
    void finds_no_time_in_other_texts(String text) {
        assertThat(ISO.micros(text)).isEmpty();
        assertThat(ISO.exactMicros(text)).isEmpty();
    }

    @Test
    void rounds_down_unless_it_must_be_exact() {
        String text = "2024-02-29T23:59:59.999999999Z";
        assertThat(ISO.micros(text)).hasValue(micros(Instant.parse("2024-02-29T23:59:59.999999Z")));
        assertThat(ISO.exactMicros(text)).isEmpty();
        TimeText seconds = TimeText.of("epoch-s", "UTC");
        assertThat(seconds.micros("-0.0000001")).hasValue(-1);
        assertThat(seconds.exactMicros("-0.0000001")).isEmpty();
        assertThat(seconds.micros("1e-30")).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-s, 1700000000, 1700000000000000",
        "epoch-s, 1700000000.25, 1700000000250000",
        "epoch-s, 1.7e9, 1700000000000000",
        "epoch-s, -1, -1000000",
        "epoch-s, 0, 0",
        "epoch-s, 0e999999999, 0",
        "epoch-ms, 1700000000123, 1700000000123000",
        "epoch-ms, 1700000000123.5, 1700000000123500",
        "epoch-us, 1700000000123456, 1700000000123456"
    })
    void reads_epochs_as_numbers_and_as_texts(String format, String number, long expected) throws JsonRejected {
        TimeText time = TimeText.of(format, "UTC");
        assertThat(time.exactMicros(number)).hasValue(expected);
        assertThat(time.exactMicros(parse("{\"a\":" + number + "}"), 2)).hasValue(expected);
        assertThat(time.exactMicros(parse("{\"a\":\"" + number + "\"}"), 2)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000000000000",
                "1e18",
                "1e999999999",
                "1e99999999999999",
                "253402300800",
                "-62135596801",
                "",
                "-",
                "1.",
                ".5",
                "1e",
                "0x10",
                "NaN",
                "true",
                " 1",
                "12345678901234567890123",
                "99999999999999999999999999999999999999999"
            })
    void finds_no_time_in_other_numbers(String number) {
        assertThat(TimeText.of("epoch-s", "UTC").micros(number)).isEmpty();
    }

    @Test
    void reads_values_of_events_by_kind() throws JsonRejected {
        JsonTape tape =
                parse("{\"a\":20240229,\"b\":true,\"c\":null,\"d\":\"2024\\u002d02-29\",\"e\":[\"2024-02-29\"]}");
        assertThat(ISO.micros(tape, 2)).isEmpty();
        assertThat(ISO.micros(tape, 4)).isEmpty();
        assertThat(ISO.micros(tape, 6)).isEmpty();
        assertThat(ISO.micros(tape, 8)).hasValue(micros(Instant.parse("2024-02-29T00:00:00Z")));
        assertThat(ISO.micros(tape, 10)).isEmpty();
        assertThat(TimeText.of("yyyyMMdd", "").micros(tape, 2)).hasValue(micros(Instant.parse("2024-02-29T00:00:00Z")));
    }

    @Test
    void reads_times_without_an_offset_in_the_zone() {
        TimeText berlin = TimeText.of("iso8601", "Europe/Berlin");
        assertThat(berlin.micros("2024-07-01T12:00:00")).hasValue(micros(Instant.parse("2024-07-01T10:00:00Z")));
        assertThat(berlin.micros("2024-07-01")).hasValue(micros(Instant.parse("2024-06-30T22:00:00Z")));
        assertThat(berlin.micros("2024-07-01T12:00:00Z")).hasValue(micros(Instant.parse("2024-07-01T12:00:00Z")));
    }

    @Test
    void reads_patterns_strictly_in_english() {
        TimeText access = TimeText.of("dd/MMM/yyyy:HH:mm:ss Z", "UTC");
        assertThat(access.micros("10/Oct/2000:13:55:36 -0700")).hasValue(micros(Instant.parse("2000-10-10T20:55:36Z")));
        TimeText german = TimeText.of("dd.MM.uuuu HH:mm", "Europe/Berlin");
        assertThat(german.micros("29.02.2024 01:00")).hasValue(micros(Instant.parse("2024-02-29T00:00:00Z")));
        assertThat(german.micros("30.02.2024 01:00")).isEmpty();
        assertThat(TimeText.of("HH:mm", "UTC").micros("12:00")).isEmpty();
    }

    @Test
    void names_an_unknown_format_or_zone() {
        assertThatThrownBy(() -> TimeText.of("epoch-ns", "UTC"))
                .isInstanceOf(TarnException.class)
                .hasMessageStartingWith("Time format 'epoch-ns' is not known: it is none of iso8601, epoch-s");
        assertThatThrownBy(() -> TimeText.of("iso8601", "Mars/Olympus"))
                .isInstanceOf(TarnException.class)
                .hasMessageStartingWith("Zone 'Mars/Olympus' is not known: ");
    }

    @Test
    void agrees_with_java_time() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        ZoneId zone = ZoneId.of("America/St_Johns");
        TimeText local = TimeText.of("iso8601", zone.getId());
        for (int i = 0; i < 5_000; i++) {
            Instant instant = Instant.EPOCH.plus(
                    random.nextLong(-62_000_000_000_000_000L, 250_000_000_000_000_000L), ChronoUnit.MICROS);
            assertThat(ISO.exactMicros(instant.toString()))
                    .as("seed %s: %s", seed, instant)
                    .hasValue(micros(instant));
            var dateTime = instant.atZone(zone).toLocalDateTime();
            assertThat(local.exactMicros(dateTime.toString()))
                    .as("seed %s: %s", seed, dateTime)
                    .hasValue(micros(dateTime.atZone(zone).toInstant()));
            LocalDate date = LocalDate.ofEpochDay(random.nextInt(-700_000, 2_900_000));
            assertThat(TimeText.epochDay(date.toString()))
                    .as("seed %s: %s", seed, date)
                    .hasValue(date.toEpochDay());
        }
    }

    @Test
    void takes_a_date_and_nothing_more() throws JsonRejected {
        assertThat(TimeText.epochDay("1970-01-02")).hasValue(1);
        for (String other : new String[] {"1970-01-02T", "19700102", "1970-02-30", "", "1970-01-2x", "1970-01002"}) {
            assertThat(TimeText.epochDay(other)).as(other).isEmpty();
        }
        assertThat(TimeText.epochDay(parse("{\"a\":\"1970-01-02\"}"), 2)).hasValue(1);
        assertThat(TimeText.epochDay(parse("{\"a\":19700102}"), 2)).isEmpty();
    }

    private static JsonTape parse(String json) throws JsonRejected {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new JsonParser(JsonLimits.DEFAULT).parse(bytes, 0, bytes.length);
    }

    private static long micros(Instant instant) {
        // ChronoUnit.MICROS.between overflows beyond three centuries.
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
