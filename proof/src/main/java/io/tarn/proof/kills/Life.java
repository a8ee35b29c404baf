package io.tarn.proof.kills;

import io.tarn.core.ExitCode;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.landing.Ack;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Judge;
import io.tarn.proof.model.Model;
import io.tarn.proof.model.Sent;
import io.tarn.proof.model.SetClock;
import io.tarn.proof.model.Site;
import io.tarn.proof.model.Told;
import io.tarn.proof.model.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * The life of one lake: processes work on it and are killed, one after the other or two at once, and after every few of
 * them one lives to its end and everything is compared. Not thread-safe.
 */
final class Life implements AutoCloseable {
    private final Path folder;
    private final Jvm jvm;
    private final StepBook book;
    private final Workload workload;
    private final Random random;
    private final boolean twoAtOnce;
    private final Model model = new Model();
    private final Site site;
    private final Judge judge;
    private final Child.Events events;
    private final List<String> story = new ArrayList<>();
    private final List<Integer> imports = new ArrayList<>();
    private final List<Integer> onceMore = new ArrayList<>();
    private int next;

    Life(Path folder, Jvm jvm, StepBook book, Workload workload) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.jvm = jvm;
        this.book = book;
        this.workload = workload;
        this.random = new Random(workload.seed());
        this.twoAtOnce = random.nextInt(4) == 0;
        this.site = Site.of(folder.resolve("lake"), new SetClock(workload.begin()));
        this.judge = new Judge(site, model);
        this.events = events(workload);
        model.now(workload.begin());
    }

    /** Lives until its actions are done or it is enough; gives what was wrong, empty if nothing was. */
    List<String> live(BooleanSupplier enough) throws IOException {
        List<String> problems = new ArrayList<>();
        while (problems.isEmpty() && next < workload.actions().size() && !enough.getAsBoolean()) {
            problems.addAll(round());
            problems.addAll(judge.glance());
            if (random.nextInt(4) == 0) {
                loseAnUpload();
            }
            if (problems.isEmpty() && random.nextInt(3) == 0) {
                problems.addAll(settle(random.nextBoolean() ? Urgency.AT_ONCE : Urgency.WHEN_DUE));
            }
        }
        if (problems.isEmpty()) {
            problems.addAll(settle(Urgency.AT_ONCE));
        }
        return problems;
    }

    /** All actions by processes that nobody kills. */
    List<String> liveUndisturbed() throws IOException {
        List<String> problems = new ArrayList<>();
        try (Child child = start(Target.NONE, model, jvm)) {
            work(child, problems);
        }
        problems.addAll(settle(Urgency.AT_ONCE));
        return problems;
    }

    /** What was done to the lake, for people. */
    List<String> story() {
        return List.copyOf(story);
    }

    private List<String> round() throws IOException {
        return twoAtOnce ? new Pair(this).round() : one();
    }

    private List<String> one() throws IOException {
        List<String> problems = new ArrayList<>();
        try (Child child = start(target(), model, jvm)) {
            work(child, problems);
        }
        return problems;
    }

    /** Orders action after action until the process is killed or nothing is left. */
    void work(Child child, List<String> problems) throws IOException {
        boolean lives = goOnWithImports(child);
        while (lives) {
            int action = take();
            if (action < 0) {
                lives = !child.isAimed() || child.order(Urgency.AT_ONCE.name());
                break;
            }
            lives = order(child, action) && (!child.isAboutToDie() || child.order(Urgency.AT_ONCE.name()));
        }
        boolean killed = !lives || !child.end();
        synchronized (this) {
            if (killed) {
                String at = child.stoodAt().isEmpty() ? StepBook.MOMENT : child.stoodAt();
                book.killed(at);
                story.add("killed at " + at + " before action " + next);
            }
            if (!child.failure().isEmpty()) {
                problems.add(child.failure());
            }
        }
    }

    private boolean order(Child child, int number) throws IOException {
        Action action = workload.actions().get(number);
        synchronized (this) {
            if (action instanceof Action.Append append) {
                append.events().forEach(model::appending);
            } else if (action instanceof Action.Import file) {
                model.importing(file);
                imports.add(number);
            }
        }
        return child.order(Integer.toString(number));
    }

    /** As somebody does whose {@code tarn land} was killed: once more. */
    private boolean goOnWithImports(Child child) throws IOException {
        List<Integer> unfinished;
        synchronized (this) {
            unfinished = imports.stream()
                    .filter(i -> workload.actions().get(i) instanceof Action.Import file && model.isUnfinished(file))
                    .distinct()
                    .toList();
        }
        for (int i : unfinished) {
            if (!child.order(Integer.toString(i))) {
                return false;
            }
        }
        return true;
    }

    /** The next action, or -1. Of two processes both compact, and time passes only between them. */
    private synchronized int take() {
        while (next < workload.actions().size()) {
            Action action = workload.actions().get(next);
            if (twoAtOnce && action instanceof Action.Advance advance) {
                model.now(model.now().plus(advance.by()));
                next++;
                continue;
            }
            if (twoAtOnce && action instanceof Action.Compact && !onceMore.contains(next)) {
                onceMore.add(next);
                return next;
            }
            return next++;
        }
        return -1;
    }

    private List<String> settle(Urgency urgency) throws IOException {
        List<String> problems = new ArrayList<>();
        try (Child child = start(Target.NONE, model, jvm)) {
            boolean lived = goOnWithImports(child) && child.order(urgency.name()) && child.end();
            if (!lived || !child.failure().isEmpty()) {
                problems.add("A run that nobody killed did not come to its end: " + child.failure());
            }
        }
        story.add("settled " + urgency);
        site.clock().set(model.now());
        problems.addAll(judge.judge(VerifyMode.DEEP));
        return problems;
    }

    Child startOneOfTwo() throws IOException {
        return start(target(), new Beside(model), jvm);
    }

    private Target target() {
        return next == 0 ? book.first(random) : book.next(random);
    }

    private Child start(Target target, Told told, Jvm how) throws IOException {
        Instant now = model.now();
        story.add("process of " + now + ", target " + target.shown() + ", from action " + next);
        List<String> arguments = List.of(
                site.lake().toString(),
                Long.toString(workload.seed()),
                workload.begin().toString(),
                Integer.toString(workload.actions().size()),
                now.toString(),
                target.step(),
                Integer.toString(target.passes()));
        return new Child(how.start(arguments, folder.resolve("errors.txt")), target, events, told, book);
    }

    /** As a rule of a bucket may, which removes what is unfinished for long. */
    private void loseAnUpload() {
        List<ObjectStore> stores = List.of(
                Stores.open(site.config().lake()), Stores.open(site.config().state()));
        for (ObjectStore store : stores) {
            List<UnfinishedUpload> uploads = new ArrayList<>(store.listUnfinished(""));
            if (!uploads.isEmpty()) {
                UnfinishedUpload lost = uploads.get(random.nextInt(uploads.size()));
                store.abort(lost.key(), lost.uploadId());
                story.add("lost the upload of " + lost.key());
            }
        }
    }

    private static Child.Events events(Workload workload) {
        Map<Integer, Sent> bySerial = new HashMap<>();
        Map<String, Action.Import> files = new HashMap<>();
        for (Action action : workload.actions()) {
            if (action instanceof Action.Append append) {
                append.events().forEach(event -> bySerial.put(event.serial(), event));
            } else if (action instanceof Action.Import file) {
                files.put(file.file(), file);
            }
        }
        return new Child.Events(bySerial, files);
    }

    @Override
    public void close() {
        judge.close();
    }

    /** Of two compactions at once one may find the other in its way; what it says then is no complaint. */
    private record Beside(Model model) implements Told {
        @Override
        public void appending(Sent event) {
            model.appending(event);
        }

        @Override
        public void acknowledged(Sent event, Ack.Stored place) {
            model.acknowledged(event, place);
        }

        @Override
        public void refused(Sent event) {
            model.refused(event);
        }

        @Override
        public void importing(Action.Import file) {
            model.importing(file);
        }

        @Override
        public void imported(Action.Import file) {
            model.imported(file);
        }

        @Override
        public void compacted(ExitCode code, List<String> problems) {
            if (code != ExitCode.CONFLICT && code != ExitCode.PARTIAL) {
                model.compacted(code, problems);
            }
        }

        @Override
        public void now(Instant now) {
            model.now(now);
        }
    }
}
