package io.tarn.benchmarks;

import io.tarn.benchmarks.MemoryContest.Need;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * The table of {@link MemoryContest}; each figure with how many times Tarn's it is, and its own with a tenth of the
 * events.
 */
final class MemoryFigures {
    private static final double MB = 1e6;

    private MemoryFigures() {}

    static void print(PrintStream out, long events, List<Need> needs) {
        out.printf(
                Locale.ROOT,
                "%n### Memory of hydrate, seal and merge, %,d events and ten times as many%n%n",
                events / 10);
        out.printf(
                Locale.ROOT,
                "| job | | events | peak MB, heap %d MiB | × Tarn | smallest heap MiB | × Tarn | × a tenth | peak MB with it | × Tarn | × a tenth |%n",
                Commands.HEAP);
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (Need one : needs) {
            Need tarn = find(needs, one, "Tarn", one.events());
            Need tenth = find(needs, one, one.who(), events / 10);
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %,d | %.0f | %.2f | %d | %.2f | %.2f | %.0f | %.2f | %.2f |%n",
                    one.job(),
                    one.who(),
                    one.events(),
                    one.peak() / MB,
                    one.peak() / (double) tarn.peak(),
                    one.heap(),
                    one.heap() / (double) tarn.heap(),
                    one.heap() / (double) tenth.heap(),
                    one.least() / MB,
                    one.least() / (double) tarn.least(),
                    one.least() / (double) tenth.least());
        }
    }

    private static Need find(List<Need> needs, Need of, String who, long events) {
        return needs.stream()
                .filter(one -> one.job().equals(of.job()) && one.who().equals(who) && one.events() == events)
                .findFirst()
                .orElseThrow();
    }
}
