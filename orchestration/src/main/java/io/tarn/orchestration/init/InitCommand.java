package io.tarn.orchestration.init;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.ConfigReference;
import io.tarn.orchestration.cli.CommonOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tarn init [--lake URI]}. */
@Command(
        name = "init",
        description = "Writes tarn.yaml into the working directory, with every key explained. Never overwrites.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  tarn init", "  tarn init --lake /srv/events"})
public final class InitCommand implements Callable<Integer> {
    @Option(names = "--lake", paramLabel = "URI", description = "Where the published files go; default: ./lake.")
    private String lake = "./lake";

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        Path file = Path.of("tarn.yaml").toAbsolutePath();
        try {
            Files.writeString(
                    file, ConfigReference.template(lake), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "'" + file + "' was not written",
                    "there is one already",
                    "Change it with an editor, or move it away first",
                    e);
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.CONFIGURATION, "'" + file + "' was not written", e.toString(), "Check the folder", e);
        }
        out.println("Wrote " + file + ". Next: tarn land COLLECTION FILE, then tarn compact");
        return 0;
    }
}
