package io.tarn.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One job and who does it. The processes stay alive beside each other and take turns, so that a machine that becomes
 * slower becomes so for all.
 *
 * @param title what the job is
 */
record Contest(String title, List<Contestant> contestants) {

    /** Runs it; refuses if two contestants did not write the same rows. */
    List<Measured> run(int repetitions, Path work) throws IOException, SQLException {
        List<Lane> lanes = new ArrayList<>();
        try (Witness witness = new Witness()) {
            for (Contestant contestant : contestants) {
                lanes.add(new Lane(contestant, Files.createDirectories(work.resolve(contestant.name()))));
            }
            for (int i = 0; i < repetitions; i++) {
                for (Lane lane : lanes) {
                    lane.turn(witness);
                }
            }
            List<Measured> measured = new ArrayList<>();
            for (Lane lane : lanes) {
                measured.add(lane.measured());
            }
            compare(measured);
            return measured;
        } finally {
            for (Lane lane : lanes) {
                lane.worker.close();
            }
        }
    }

    private void compare(List<Measured> measured) {
        Measured first = measured.get(0);
        for (Measured other : measured) {
            if (!other.rows().equals(first.rows())) {
                throw new IllegalStateException(title + ": " + other.name() + " wrote " + other.rows() + " and "
                        + first.name() + " " + first.rows() + "; nothing is compared that is not the same");
            }
        }
    }

    /** The turns of one contestant. */
    private static final class Lane {
        private final Contestant contestant;
        private final Path folder;
        private final Running worker;
        private final List<Double> runs = new ArrayList<>();
        private double whole;
        private long output;
        private long columns;
        private Measured.Rows rows = new Measured.Rows(0, "");

        Lane(Contestant contestant, Path folder) throws IOException {
            this.contestant = contestant;
            this.folder = folder;
            worker = contestant.start().start(folder.resolve("errors.log"));
        }

        void turn(Witness witness) throws IOException, SQLException {
            Path turn = Files.createDirectories(folder.resolve("run-" + runs.size()));
            double preparing = worker.tell("prepare", turn);
            double run = worker.tell("run", turn);
            if (runs.isEmpty()) {
                whole = worker.cpu() - preparing;
                List<Path> results = Witness.results(turn, contestant.inputs());
                for (Path file : results) {
                    output += Files.size(file);
                }
                rows = witness.rows(results);
                columns = witness.columnBytes(results);
            }
            runs.add(run);
            System.err.printf(Locale.ROOT, "  %-16s %6.2f CPU s%n", contestant.name(), run);
            delete(turn);
        }

        Measured measured() throws IOException {
            return new Measured(contestant.name(), whole, List.copyOf(runs), worker.peak(), output, columns, rows);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
