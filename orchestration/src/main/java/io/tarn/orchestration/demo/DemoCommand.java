package io.tarn.orchestration.demo;

import io.tarn.core.ExitCode;
import io.tarn.orchestration.cli.CommonOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tarn demo [--dir D] [--keep]}. */
@Command(
        name = "demo",
        description = {
            "Shows the main path on generated events, and explains it step by step.",
            "Three days of a web shop are landed, hydrated, sealed with Spark in local mode, verified and queried, in a"
                    + " folder of its own with a tarn.yaml of its own, so that --config and -D have no say. Nothing else"
                    + " is touched, and no network is needed. What the lake shows is compared with what the shop knows;"
                    + " where they differ, the demo ends with exit code 5."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn demo                  look, and leave nothing behind",
            "  tarn demo --dir ./shop     keep the lake, and look around in it"
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "D",
            description = "Work in this folder and keep it. It must not exist yet, or be of an earlier demo.")
    private @Nullable Path dir;

    @Option(names = "--keep", description = "Keep the temporary folder, and say where it is.")
    private boolean keep;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        try (DemoFolder folder = folder()) {
            PrintWriter out = common.out();
            DemoPage page = new DemoPage(out, Ansi.AUTO);
            new Demo(page, folder, Clock.systemUTC(), ShopSize.DEMO, Launcher.find()).run();
        }
        return ExitCode.DONE.code();
    }

    private DemoFolder folder() {
        if (dir != null) {
            return DemoFolder.at(dir);
        }
        return keep ? DemoFolder.kept() : DemoFolder.passing();
    }
}
