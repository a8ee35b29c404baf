package io.tarn.proof.kills;

import io.tarn.ingest.plan.Urgency;
import io.tarn.landing.Disk;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Player;
import io.tarn.proof.model.SetClock;
import io.tarn.proof.model.Site;
import io.tarn.proof.model.Workload;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The process that is killed: does the actions it is told to, and says what it is told. */
public final class Victim {
    private final Workload workload;
    private final Voice voice;
    private final Site site;

    private Victim(Path lake, Workload workload, Instant now, Voice voice, Gate gate) {
        this.workload = workload;
        this.voice = voice;
        this.site = Site.of(lake, new SetClock(now))
                .withSteps(gate)
                .withStores(store -> WatchedStore.of(store, gate))
                .withDisk(WatchedDisk.of(Disk.REAL, gate));
    }

    /**
     * @param args lake, seed, beginning and length of the workload, what the clock shows, the step it is killed at and
     *     how often that passes
     */
    public static void main(String[] args) throws IOException {
        Voice voice = new Voice(new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8));
        // Nothing else may write between the lines.
        System.setOut(System.err);
        Workload workload = Workload.of(Long.parseLong(args[1]), Instant.parse(args[2]), Integer.parseInt(args[3]));
        Gate gate = new Gate(voice, args[5], Integer.parseInt(args[6]));
        new Victim(Path.of(args[0]), workload, Instant.parse(args[4]), voice, gate).run();
    }

    private void run() throws IOException {
        voice.say(Voice.READY);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Player player = new Player(site, voice)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                for (Action action : actions(line)) {
                    play(player, action);
                }
                voice.say(Voice.DID, line);
            }
        }
    }

    /** A number, or how urgently all is to be brought to its end. */
    private List<Action> actions(String line) {
        return Character.isDigit(line.charAt(0))
                ? List.of(workload.actions().get(Integer.parseInt(line)))
                : Workload.settling(Urgency.valueOf(line));
    }

    private void play(Player player, Action action) {
        try {
            player.play(action);
        } catch (RuntimeException e) { // the parent judges whether it may
            e.printStackTrace();
            voice.say(Voice.FAILED, String.valueOf(e));
        }
    }
}
