package io.tarn.proof.mutants;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The project's own classes once more, apart from those that run; what others wrote is shared. */
final class OwnClasses extends URLClassLoader {
    private static final String OURS = "io.tarn.";

    static {
        registerAsParallelCapable();
    }

    private OwnClasses(URL[] classPath, ClassLoader parent) {
        super(classPath, parent);
    }

    /**
     * @param first a jar that is looked into before anything else
     * @param more folders that are not on the class path
     */
    static OwnClasses of(Optional<Path> first, List<Path> more) throws IOException {
        List<URL> path = new ArrayList<>();
        if (first.isPresent()) {
            path.add(first.get().toUri().toURL());
        }
        for (Path folder : more) {
            path.add(folder.toUri().toURL());
        }
        for (String entry : Build.classPath().split(File.pathSeparator, -1)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        return new OwnClasses(path.toArray(new URL[0]), OwnClasses.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }
}
