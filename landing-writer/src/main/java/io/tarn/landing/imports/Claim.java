package io.tarn.landing.imports;

import io.tarn.core.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says that the import of a file came from its path; see {@link ImportRecord.Page}.
 *
 * @param path digest of the absolute path
 * @param seen the imports that had come from there when it was decided what to land
 * @param dropped those of them that no later version of the file can be continued behind
 */
record Claim(String path, Set<String> seen, Set<String> dropped) {
    private static final int PATH_DIGITS = 32;

    Claim {
        seen = Set.copyOf(seen);
        dropped = Set.copyOf(dropped);
    }

    /** What stands for a path. Links are not followed: a file is where it was named. */
    static String path(Path path) {
        String text = "path\n" + path.toAbsolutePath().normalize();
        return Sha256.hex(text).substring(0, PATH_DIGITS);
    }

    /** Whether an import has come from the path meanwhile, of which nothing was known at the decision. */
    boolean isLate(List<String> there, String identity) {
        return !there.contains(identity) && !seen.containsAll(there);
    }

    List<String> with(List<String> there, String identity) {
        List<String> all = new ArrayList<>(there);
        all.removeAll(dropped);
        all.remove(identity);
        all.add(identity);
        return all;
    }
}
