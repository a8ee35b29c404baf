package io.tarn.orchestration.demo;

import static io.tarn.orchestration.demo.WebShop.COLLECTIONS;

import io.tarn.core.Reason;
import io.tarn.core.report.Balance;
import io.tarn.ingest.verify.VerifyReport;
import io.tarn.orchestration.cli.Numbers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The steps that look at what became of the events: quarantine, the balance, deep verification, SQL. */
final class DemoProof {
    private static final String SET_ASIDE =
            "SELECT reason, count(*) AS events, min(detail) AS \"for example\" FROM quarantine GROUP BY reason ORDER BY reason";
    private static final String AN_EXAMPLE = "SELECT collection, hex(bytes) FROM quarantine WHERE reason = 'utf8'"
            + " ORDER BY received_at, segment, seq LIMIT 1";

    private final DemoPage page;
    private final DemoLake lake;
    private final WebShop shop;

    DemoProof(DemoPage page, DemoLake lake, WebShop shop) {
        this.page = page;
        this.lake = lake;
        this.shop = shop;
    }

    void show() {
        showQuarantine();
        showBalance();
        showAnswers();
    }

    private void showQuarantine() {
        page.step("What was set aside");
        page.say(
                "No event fails a command. What is no JSON object, and what contradicts an event that came before under the"
                        + " same id, is kept with its bytes and a reason; after a fix it can be tried again.");
        page.command("tarn quarantine list");
        List<List<String>> found = lake.query(SET_ASIDE);
        page.table(List.of("reason", "events", "for example"), found);
        checkReasons(found);
        List<String> example = lake.query(AN_EXAMPLE).get(0);
        page.say("One of them, from " + example.get(0) + ", byte by byte:");
        page.quote(HexFormat.of().parseHex(example.get(1)));
    }

    private void checkReasons(List<List<String>> found) {
        SortedMap<String, Long> shown = new TreeMap<>();
        found.forEach(row -> shown.put(row.get(0), Long.valueOf(row.get(1))));
        SortedMap<String, Long> expected = new TreeMap<>();
        for (var entry : shop.facts().quarantinedByReason().entrySet()) {
            Reason reason = entry.getKey();
            expected.put(reason.wireName(), entry.getValue());
        }
        DemoCheck.equal("what was quarantined", expected, shown);
    }

    private void showBalance() {
        page.step("Does it balance?");
        page.say(
                "Each number is counted at its own source, and none from the others: received in the archive, published in"
                        + " the Parquet footers, quarantined in the quarantine, deduplicated in the log. --deep also turns every"
                        + " published row back into JSON, by code that has nothing in common with the code that wrote it, and"
                        + " compares it with the archived event, both ways.");
        page.command("tarn verify --deep");
        VerifyReport report = lake.verifyDeep();
        List<Balance> balances = report.balance();
        page.table(
                List.of("", "received", "published", "quarantined", "deduplicated", "pending"),
                balances.stream().map(DemoProof::cells).toList());
        DemoCheck.verified(report);
        DemoCheck.equal("the collections", COLLECTIONS.stream().sorted().toList(), names(balances));
        balances.forEach(balance -> DemoCheck.balance(shop.facts(), balance));
        DemoCheck.equal(
                "rows compared",
                COLLECTIONS.stream().mapToLong(shop.facts()::rows).sum(),
                report.rows());
        page.passed("received = published + quarantined + deduplicated + pending, as the shop knows");
        page.passed(Numbers.count(report.rows()) + " rows compared with the archived events, both ways: no difference");
    }

    private static List<String> names(List<Balance> balances) {
        return balances.stream().map(Balance::collection).sorted().toList();
    }

    private static List<String> cells(Balance balance) {
        return List.of(
                balance.collection(),
                Numbers.count(balance.received()),
                Numbers.count(balance.published()),
                Numbers.count(balance.quarantined()),
                Numbers.count(balance.deduplicated()),
                Numbers.count(balance.pending()));
    }

    private void showAnswers() {
        checkDays();
        page.step("Ask the lake");
        page.say("Any engine that reads Parquet can; here it is DuckDB, over the catalog.");
        for (Question question : Question.of(shop.facts())) {
            page.blank();
            page.say(question.words());
            for (String line : question.sql()) {
                page.code(line);
            }
            List<List<String>> answer = lake.query(String.join(" ", question.sql()));
            page.table(question.columns(), answer);
            DemoCheck.answer(question.words(), question.answer(), answer);
        }
        page.blank();
        page.passed("the shop's own books say the same");
    }

    /** Every day of every collection, counted by the reader that is asked below. */
    private void checkDays() {
        for (String collection : COLLECTIONS) {
            List<List<String>> expected = new ArrayList<>();
            SortedMap<LocalDate, Long> rows = shop.facts().rowsByDay(collection);
            rows.forEach((day, count) -> expected.add(List.of(day.toString(), Long.toString(count))));
            String sql = "SELECT concat_ws('-', year, month, day) AS date, count(*) FROM " + collection
                    + " GROUP BY date ORDER BY date";
            DemoCheck.equal("rows per day of " + collection, expected, lake.query(sql));
        }
    }
}
