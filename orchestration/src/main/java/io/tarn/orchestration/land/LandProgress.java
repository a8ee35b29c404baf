package io.tarn.orchestration.land;

import io.tarn.landing.imports.ImportProgress;
import io.tarn.orchestration.cli.Printable;
import java.io.Console;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal, otherwise a line now and then, for what takes long. Not thread-safe. */
final class LandProgress implements ImportProgress, AutoCloseable {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MIB = 1L << 20;

    private final PrintWriter err;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private long total;
    private long done;
    private long told = System.nanoTime();

    private LandProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    static LandProgress to(PrintWriter err) {
        return new LandProgress(err, isTerminal());
    }

    @Override
    public void total(long bytes) {
        // Each file is read twice: to know it, then to land it.
        total = 2 * bytes;
        if (terminal && total > MIB) {
            bar = new ProgressBarBuilder()
                    .setTaskName("landing")
                    .setInitialMax(total)
                    .setUnit(" MiB", MIB)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .build();
        }
    }

    @Override
    public void done(long bytes) {
        done += bytes;
        if (bar != null) {
            bar.stepTo(Math.min(done, total));
        } else if (total > 0 && System.nanoTime() - told > QUIET_NANOS) {
            told = System.nanoTime();
            err.println("tarn: landing, " + Math.min(99, done * 100 / total) + " % read");
        }
    }

    @Override
    public void say(String line) {
        err.println("tarn: " + Printable.line(line));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // From Java 22 on there is a console even where there is no terminal.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
