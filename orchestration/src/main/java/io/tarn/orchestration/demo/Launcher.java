package io.tarn.orchestration.demo;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** How a person calls {@code tarn} from any folder. */
record Launcher(String path) {
    /** The launcher of the checkout that this class was built in; else the {@code tarn} of the PATH. */
    static Launcher find() {
        for (Path folder = home(); folder != null; folder = folder.getParent()) {
            Path launcher = folder.resolve("tarn");
            boolean checkout = Files.exists(folder.resolve("pom.xml"));
            if (checkout && Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
                return new Launcher(launcher.toString());
            }
        }
        return new Launcher("tarn");
    }

    String command(String arguments) {
        return quoted(path) + " " + arguments;
    }

    /** For a POSIX shell. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./@%+=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static @Nullable Path home() {
        CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI()).getParent();
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            return null;
        }
    }
}
