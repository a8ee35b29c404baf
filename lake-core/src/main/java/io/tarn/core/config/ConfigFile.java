package io.tarn.core.config;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.ConfigNode.Mapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and reads {@code tarn.yaml}. */
final class ConfigFile {
    static final String NAME = "tarn.yaml";
    private static final String VARIABLE = "TARN_CONFIG";

    private ConfigFile() {}

    /** The file to read: the one named, else that of {@code TARN_CONFIG}, else the one in the working directory. */
    static Path find(@Nullable Path named, Map<String, String> env, Path cwd) {
        if (named != null) {
            return existing(cwd.resolve(named), "--config names it");
        }
        String variable = env.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return existing(cwd.resolve(variable), VARIABLE + " names it");
        }
        Path here = cwd.resolve(NAME);
        if (!Files.exists(here)) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "There is no configuration",
                    "neither --config nor " + VARIABLE + " is given, and there is no " + NAME + " in " + cwd,
                    "Write one with: tarn init --lake ./lake");
        }
        return here;
    }

    private static Path existing(Path file, String why) {
        if (!Files.exists(file)) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Configuration '" + file + "' does not exist",
                    why,
                    "Correct the name, or write a new one with: tarn init --lake ./lake");
        }
        return file;
    }

    static Mapping read(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return Mapping.of("", YamlTree.parse(text(file), new Place(file.toString(), 1, folder)));
    }

    private static String text(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not UTF-8", "Save it as UTF-8", e);
        } catch (IOException e) {
            throw unreadable(
                    file, e.getClass().getSimpleName() + ", " + e.getMessage(), "Check the file and its mode", e);
        }
    }

    private static TarnException unreadable(Path file, String why, String todo, IOException e) {
        return new TarnException(ExitCode.CONFIGURATION, "Configuration '" + file + "' cannot be read", why, todo, e);
    }
}
