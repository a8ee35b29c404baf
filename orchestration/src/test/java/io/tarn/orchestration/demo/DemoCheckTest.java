package io.tarn.orchestration.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.report.Balance;
import io.tarn.core.report.RunReport;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.ingest.verify.Problem;
import io.tarn.ingest.verify.VerifyReport;
import io.tarn.landing.imports.ImportReport;
import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.imports.ImportReport.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A demo that shows a wrong number must fail; so each number is made wrong here. */
final class DemoCheckTest {
    private static final Balance GOOD = new Balance("orders", 10, 7, 1, 2, 0, 0, 0, 0);

    private final WebShop shop = WebShop.open(5, LocalDate.parse("2026-11-18"), new ShopSize(300, 300));

    @Test
    void a_difference_names_both_sides_and_ends_with_exit_code_5() {
        assertThatThrownBy(() -> DemoCheck.equal("rows of orders", 7L, 6L))
                .isInstanceOfSatisfying(
                        TarnException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INTEGRITY))
                .hasMessage(
                        "The lake is wrong about rows of orders: it shows 6, and the shop knows of 7. This is a fault of"
                                + " Tarn; please report it, with what the demo printed and the folder that --keep keeps");
        assertThatCode(() -> DemoCheck.equal("rows of orders", 7L, 7L)).doesNotThrowAnyException();
    }

    @Test
    void a_compaction_must_be_done_by_spark_and_balance() {
        assertThatCode(() -> DemoCheck.done(result(ExitCode.DONE, "done", "spark", GOOD)))
                .doesNotThrowAnyException();
        fails(ExitCode.PARTIAL, () -> DemoCheck.done(result(ExitCode.PARTIAL, "partial", "spark", GOOD)));
        fails(ExitCode.INTEGRITY, () -> DemoCheck.done(result(ExitCode.DONE, "nothing", "spark", GOOD)));
        fails(ExitCode.INTEGRITY, () -> DemoCheck.done(result(ExitCode.DONE, "done", "threads", GOOD)));
        Balance bad = new Balance("orders", 11, 7, 1, 2, 0, 0, 0, 0);
        fails(ExitCode.INTEGRITY, () -> DemoCheck.done(result(ExitCode.DONE, "done", "spark", bad)));
    }

    @Test
    void a_problem_that_verification_finds_is_named() {
        Problem problem = new Problem("wrong_value", "orders", "2026-11-18", null, "it is 1 and was 2", "Nothing");
        assertThatThrownBy(() -> DemoCheck.verified(new VerifyReport(List.of(GOOD), List.of(problem), List.of(), 1, 1)))
                .hasMessageStartingWith(
                        "The lake does not verify: 1 problem, the first of them: wrong_value in orders: it is 1 and was 2.");
    }

    @Test
    void each_number_of_the_balance_is_compared() {
        String c = WebShop.PAYMENTS;
        ShopFacts facts = shop.facts();
        long repeated = facts.of(c, Line.Kind.REPEATED);
        Balance right = new Balance(c, facts.received(c), facts.rows(c), facts.quarantined(c), repeated, 0, 0, 0, 0);
        assertThatCode(() -> DemoCheck.balance(facts, right)).doesNotThrowAnyException();
        List<UnaryOperator<Balance>> wrong = List.of(
                b -> of(b, 1, 1, 0, 0, 0, 0),
                b -> of(b, 0, -1, 1, 0, 0, 0),
                b -> of(b, 0, -1, 0, 1, 0, 0),
                b -> of(b, 0, -1, 0, 0, 1, 0),
                b -> of(b, 0, 0, 0, 0, 0, 1),
                b -> of(b, 0, -1, 0, 0, 0, 0));
        for (UnaryOperator<Balance> change : wrong) {
            fails(ExitCode.INTEGRITY, () -> DemoCheck.balance(facts, change.apply(right)));
        }
    }

    @Test
    void a_file_must_be_landed_whole_and_its_broken_lines_seen() {
        Delivery delivery = shop.deliveries().stream()
                .filter(d -> d.lines().stream().anyMatch(line -> line.kind() == Line.Kind.TRUNCATED))
                .findFirst()
                .orElseThrow();
        long all = delivery.lines().size();
        SortedMap<String, Long> broken = new TreeMap<>();
        broken.put("invalid_json", 1L);
        broken.put("utf8", 1L);
        assertThatCode(() -> DemoCheck.landed(delivery, report(Status.LANDED, all, broken)))
                .doesNotThrowAnyException();
        fails(ExitCode.INTEGRITY, () -> DemoCheck.landed(delivery, report(Status.LANDED, all - 1, broken)));
        fails(ExitCode.INTEGRITY, () -> DemoCheck.landed(delivery, report(Status.LANDED, all, new TreeMap<>())));
        fails(ExitCode.PARTIAL, () -> DemoCheck.landed(delivery, report(Status.TORN, all, broken)));
    }

    private static void fails(ExitCode code, ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOfSatisfying(TarnException.class, e -> assertThat(e.exitCode())
                .isEqualTo(code));
    }

    private static CompactResult result(ExitCode code, String status, String engine, Balance balance) {
        return new CompactResult(
                new RunReport("r1", status, 1, engine, null, List.of(), List.of(balance), List.of(), List.of()),
                code,
                List.of());
    }

    private static ImportReport report(Status status, long received, SortedMap<String, Long> refused) {
        return new ImportReport(
                "page_views", List.of(new FileReport("f", status, received, "")), received, refused, 0, 0);
    }

    private static Balance of(
            Balance b, long received, long published, long quarantined, long deduplicated, long pending, long undated) {
        return new Balance(
                b.collection(),
                b.received() + received,
                b.published() + published,
                b.quarantined() + quarantined,
                b.deduplicated() + deduplicated,
                0,
                b.pending() + pending,
                b.undated() + undated,
                0);
    }
}
