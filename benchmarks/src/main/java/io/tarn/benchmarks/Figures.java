package io.tarn.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The table of a contest; each figure with how many times Tarn's it is. */
final class Figures {
    private static final double MB = 1e6;

    private Figures() {}

    static void print(PrintStream out, String title, List<Measured> measured) {
        Measured tarn = measured.get(0);
        out.printf(Locale.ROOT, "%n### %s%n%n", title);
        out.println(
                "| | CPU s warm | × Tarn | CPU s whole process | × Tarn | peak MB | × Tarn | MB out | of these the events' columns |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (Measured one : measured) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %.2f | %.0f | %.2f | %.1f | %.1f |%n",
                    one.name(),
                    one.warm(),
                    one.warm() / tarn.warm(),
                    one.whole(),
                    one.whole() / tarn.whole(),
                    one.peak() / MB,
                    one.peak() / (double) tarn.peak(),
                    one.output() / MB,
                    one.columns() / MB);
        }
        out.printf(
                Locale.ROOT,
                "%n%,d rows, the same from all: %s%n",
                tarn.rows().count(),
                tarn.rows().hash());
    }
}
