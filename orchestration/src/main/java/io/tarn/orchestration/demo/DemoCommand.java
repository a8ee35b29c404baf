package io.tarn.orchestration.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tarn demo [--dir D] [--keep]}. */
@Command(
        name = "demo",
        description = "Shows the main path end to end on generated events.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--dir", paramLabel = "D", description = "Work in this folder and keep it.")
    private @Nullable Path dir;

    @Option(names = "--keep", description = "Keep the folder.")
    private boolean keep;

    @Override
    public Integer call() {
        throw new UnsupportedOperationException("demo " + dir + " " + keep);
    }
}
