package io.tarn.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactRequest.Search;
import io.tarn.ingest.plan.Urgency;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SparkArgumentsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Test
    void without_options_everything_due_is_compacted() {
        assertThat(parse("compact").request()).isEqualTo(CompactRequest.ALL);
        assertThat(parse("compact").config()).isEmpty();
    }

    @Test
    void all_options_are_read_as_the_tarn_command_reads_them() {
        SparkArguments arguments = parse(
                "compact orders --config a.yaml -Dlake=x=y -D state=z --from 2026-11-20 --to=2026-11-21 --seal-open --repair");

        assertThat(arguments.config()).isEqualTo("a.yaml");
        assertThat(arguments.overrides()).isEqualTo(Map.of("lake", "x=y", "state", "z"));
        assertThat(arguments.request())
                .isEqualTo(new CompactRequest(
                        List.of(new CollectionName("orders")), DAY, DAY.plusDays(1), Urgency.AT_ONCE, Search.ARCHIVE));
    }

    @Test
    void a_day_is_a_range_of_one() {
        CompactRequest request = parse("compact --day 2026-11-20").request();
        assertThat(request.from()).isEqualTo(DAY);
        assertThat(request.to()).isEqualTo(DAY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seal",
                "compact --nonsense",
                "compact -D",
                "compact -Dlake",
                "compact --day 20.11.2026",
                "compact --day 2026-11-20 --to 2026-11-21",
                "compact --from 2026-11-21 --to 2026-11-20"
            })
    void what_means_nothing_is_a_usage_error(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOfSatisfying(TarnException.class, e -> assertThat(e.exitCode())
                .isEqualTo(ExitCode.USAGE));
    }

    private static SparkArguments parse(String line) {
        return SparkArguments.parse(line.split(" "));
    }
}
