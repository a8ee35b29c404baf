package io.tarn.proof.mutants;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a source with a bug in it to a jar that goes in front of the class path. */
final class Build {
    private final Path checkout;
    private final Path work;

    Build(Path checkout, Path work) {
        this.checkout = checkout;
        this.work = work;
    }

    Path jar(Mutant mutant) throws IOException {
        Path source = checkout.resolve(mutant.source());
        Path folder = work.resolve(mutant.name());
        Path planted = folder.resolve(String.valueOf(source.getFileName()));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(planted, mutant.plant(Files.readString(source)));
        compile(mutant, planted, classes);
        return pack(classes, folder.resolve("mutant.jar"));
    }

    private static void compile(Mutant mutant, Path source, Path classes) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("This is no JDK: there is no compiler in it");
        }
        StringWriter told = new StringWriter();
        List<String> options =
                List.of("--release", "17", "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath());
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean compiled = javac.getTask(told, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException("Mutant " + mutant.name() + " does not compile:\n" + told);
            }
        }
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** What {@code first} holds is found before anything else of its name. */
    static String inFront(Path first, String rest) {
        return first + File.pathSeparator + rest;
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path one : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
                Files.copy(one, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
