package io.tarn.landing.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReceivedAtTest {
    @Test
    void the_first_date_or_instant_in_a_name_counts() {
        assertName("20221126T001107Z-19f237f9.json", "2022-11-26T00:11:07Z");
        assertName("2019-03-19.ndjson.zst", "2019-03-19T00:00:00Z");
        assertName("log-2024-02-29T23:59:59.123456Z.gz", "2024-02-29T23:59:59.123456Z");
        assertName("a_2024-01-02T03:04+02:00_2025-01-01", "2024-01-02T01:04:00Z");
        assertName("20240230-20240301.json", "2024-03-01T00:00:00Z");
        assertName("x20240102T03", "2024-01-02T03:00:00Z");
        assertThat(ReceivedAt.inName("app-20161115172038-0000")).isEmpty();
        assertThat(ReceivedAt.inName("CVE-1999-0006.json")).isEmpty();
    }

    @Test
    void a_member_is_asked_first_and_its_file_last() {
        ReceivedAt name = ReceivedAt.parse("name");
        Instant now = Instant.EPOCH;
        assertThat(name.of(now, now, "2020-01-01.tar", "2021-01-01/2022-01-01.json"))
                .contains(Instant.parse("2022-01-01T00:00:00Z"));
        assertThat(name.of(now, now, "2020-01-01.tar", "2021-01-01/x.json"))
                .contains(Instant.parse("2021-01-01T00:00:00Z"));
        assertThat(name.of(now, now, "a/2020-01-01.tar", "x.json")).contains(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(name.of(now, now, "2020-01-01/x.json", "")).isEmpty();
    }

    @Test
    void other_words_are_refused() {
        assertThat(ReceivedAt.parse("2026-11-22").of(Instant.EPOCH, Instant.EPOCH, "", ""))
                .contains(Instant.parse("2026-11-22T00:00:00Z"));
        assertThatThrownBy(() -> ReceivedAt.parse("yesterday"))
                .hasMessage("'yesterday' is none of now, mtime, name, nor an instant as 2026-11-22T17:30:00Z"
                        + " or a date as 2026-11-22");
    }

    private static void assertName(String name, String instant) {
        assertThat(ReceivedAt.inName(name)).as(name).contains(Instant.parse(instant));
    }
}
