package io.tarn.benchmarks.events;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Events that look like GitHub's: about 1.1 kB of JSON each, nested structs, arrays of structs, sparse members, texts
 * of very different cardinality (15 types, 120,000 repositories, hashes that never repeat). The same seed gives the
 * same bytes. Not thread-safe.
 */
public final class GithubEvents {
    /** To be raised when the events change, so that cached ones are not taken for them. */
    public static final int VERSION = 1;

    /** The day they belong to. */
    public static final String DAY = "2026-03-14";

    private static final Instant START = Instant.parse(DAY + "T00:00:00Z");
    private static final String[] TYPES = {
        "PushEvent",
        "CreateEvent",
        "PullRequestEvent",
        "IssueCommentEvent",
        "WatchEvent",
        "IssuesEvent",
        "DeleteEvent",
        "ForkEvent",
        "ReleaseEvent",
        "PullRequestReviewEvent",
        "PullRequestReviewCommentEvent",
        "GollumEvent",
        "MemberEvent",
        "CommitCommentEvent",
        "PublicEvent"
    };
    /** Of a thousand. */
    private static final int[] SHARES = {520, 110, 90, 80, 60, 50, 30, 20, 10, 10, 8, 5, 4, 2, 1};

    private static final String[] WORDS =
            ("add fix update remove the a of to in for with and from on test tests build merge branch pull request"
                            + " version bump readme docs change refactor support use new file files error handling when not is null check make default"
                            + " config option release dependency dependencies typo clean up code unused import initial commit feature api server client"
                            + " data model view controller page style css html java python script data set type string number value key list map cache"
                            + " performance improve memory leak crash bug issue workaround temporary revert again finally correct wrong missing move"
                            + " rename split allow enable disable log message user login token auth session cookie header response status code")
                    .split(" ");
    private static final String[] ACTIONS = {"opened", "closed", "created", "reopened", "labeled", "started"};
    private static final String[] LABELS = {
        "bug", "enhancement", "question", "help wanted", "good first issue", "wontfix"
    };
    private static final int USERS = 150_000;
    private static final int REPOS = 120_000;
    private static final int ORGS = 9_000;

    private final SplittableRandom random;
    private final StringBuilder out = new StringBuilder(4096);
    private final long total;

    private GithubEvents(long seed, long total) {
        random = new SplittableRandom(seed);
        this.total = total;
    }

    /** Writes {@code events} events as lines to so many files of equal count; the last may have fewer. */
    public static void write(Path folder, long events, long seed, int files) throws IOException {
        Files.createDirectories(folder);
        GithubEvents source = new GithubEvents(seed, events);
        long each = (events + files - 1) / files;
        long next = 0;
        for (int file = 0; file < files; file++) {
            Path path = folder.resolve(String.format(Locale.ROOT, "events-%02d.ndjson", file));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
                for (long end = Math.min(events, next + each); next < end; next++) {
                    out.write(source.event(next));
                }
            }
        }
    }

    private byte[] event(long index) {
        out.setLength(0);
        int type = type();
        int user = skewed(USERS);
        int repo = skewed(REPOS);
        long millis = index * 86_400_000L / total;
        text("{\"id\":\"", 48_000_000_000L + index * 13 + random.nextInt(13), "\",\"type\":\"", TYPES[type]);
        text("\",\"actor\":{\"id\":", id(user), ",\"login\":\"", login(user), "\",\"display_login\":\"", login(user));
        text("\",\"gravatar_id\":\"\",\"url\":\"https://api.github.com/users/", login(user));
        text(
                "\",\"avatar_url\":\"https://avatars.githubusercontent.com/u/",
                id(user),
                "?\"},\"repo\":{\"id\":",
                id(repo) * 3);
        text(",\"name\":\"", repository(repo), "\",\"url\":\"https://api.github.com/repos/", repository(repo), "\"},");
        out.append("\"payload\":{");
        payload(type, repo);
        text("},\"public\":true,\"created_at\":\"", START.plusMillis(millis / 1000 * 1000), "\"");
        if (repo % 3 == 0) {
            organisation(repo % ORGS);
        }
        out.append("}\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void payload(int type, int repo) {
        switch (TYPES[type]) {
            case "PushEvent" -> push(repo);
            case "CreateEvent", "DeleteEvent" -> {
                text("\"ref\":\"", branch(), "\",\"ref_type\":\"", random.nextInt(3) == 0 ? "tag" : "branch");
                text("\",\"master_branch\":\"", repo % 4 == 0 ? "master" : "main", "\",\"description\":");
                if (repo % 5 == 0) {
                    out.append("null");
                } else {
                    out.append('"');
                    words(new SplittableRandom(repo), 8);
                    out.append('"');
                }
            }
            case "PullRequestEvent", "IssuesEvent", "IssueCommentEvent", "PullRequestReviewEvent" -> issue();
            default -> text("\"action\":\"", ACTIONS[random.nextInt(ACTIONS.length)], "\"");
        }
    }

    private void push(int repo) {
        int commits = 1 + Math.min(random.nextInt(8), random.nextInt(6));
        text("\"push_id\":", 20_000_000_000L + random.nextInt(1 << 30), ",\"size\":", commits, ",\"distinct_size\":");
        text(commits, ",\"ref\":\"refs/heads/", branch(), "\",\"head\":\"");
        sha();
        out.append("\",\"before\":\"");
        sha();
        out.append("\",\"commits\":[");
        for (int i = 0; i < commits; i++) {
            int author = skewed(USERS);
            out.append(i == 0 ? "{\"sha\":\"" : ",{\"sha\":\"");
            int sha = out.length();
            sha();
            String hash = out.substring(sha);
            text("\",\"author\":{\"email\":\"", login(author), "@", domain(author), "\",\"name\":\"", name(author));
            out.append("\"},\"message\":\"");
            words(random, 4 + random.nextInt(14));
            text(
                    "\",\"distinct\":",
                    random.nextInt(10) > 0,
                    ",\"url\":\"https://api.github.com/repos/",
                    repository(repo));
            text("/commits/", hash, "\"}");
        }
        out.append(']');
    }

    private void issue() {
        int number = skewed(20_000) + 1;
        text("\"action\":\"", ACTIONS[random.nextInt(ACTIONS.length)], "\",\"number\":", number, ",\"issue\":{\"id\":");
        text(2_000_000_000L + random.nextInt(1 << 29), ",\"number\":", number, ",\"title\":\"");
        words(random, 3 + random.nextInt(8));
        text(
                "\",\"state\":\"",
                random.nextInt(3) == 0 ? "closed" : "open",
                "\",\"comments\":",
                skewed(50),
                ",\"labels\":[");
        int labels = Math.max(0, random.nextInt(5) - 2);
        for (int i = 0; i < labels; i++) {
            text(i == 0 ? "\"" : ",\"", LABELS[random.nextInt(LABELS.length)], "\"");
        }
        text("],\"score\":", random.nextInt(10_000) / 1000.0, ",\"body\":");
        if (random.nextInt(6) == 0) {
            out.append("null}");
            return;
        }
        out.append('"');
        int paragraphs = 1 + random.nextInt(5);
        for (int i = 0; i < paragraphs; i++) {
            out.append(i == 0 ? "" : "\\r\\n\\r\\n");
            words(random, 8 + random.nextInt(30));
        }
        out.append("\"}");
    }

    private void organisation(int org) {
        text(",\"org\":{\"id\":", id(org), ",\"login\":\"org-", Integer.toString(org, 36), "\",\"gravatar_id\":\"\",");
        text("\"url\":\"https://api.github.com/orgs/org-", Integer.toString(org, 36), "\",\"avatar_url\":");
        text("\"https://avatars.githubusercontent.com/u/", id(org), "?\"}");
    }

    private int type() {
        int at = random.nextInt(1000);
        int type = 0;
        while (at >= SHARES[type]) {
            at -= SHARES[type++];
        }
        return type;
    }

    /** Few are frequent, most are rare. */
    private int skewed(int bound) {
        double x = random.nextDouble();
        return (int) (bound * x * x * x);
    }

    private void words(SplittableRandom source, int count) {
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : " ");
            double x = source.nextDouble();
            out.append(WORDS[(int) (WORDS.length * x * x)]);
            int spice = source.nextInt(400);
            if (spice < 12) {
                out.append(' ').append(Integer.toString(source.nextInt(1 << 20), 36));
            } else if (spice < 14) {
                out.append(" \\\"quoted\\\"");
            } else if (spice < 16) {
                out.append(" naïve café");
            } else if (spice == 16) {
                out.append(" \\ud83d\\ude80");
            }
        }
    }

    private void sha() {
        for (int i = 0; i < 5; i++) {
            String hex = Integer.toHexString(random.nextInt());
            out.append("00000000", 0, 8 - hex.length()).append(hex);
        }
    }

    private String branch() {
        int at = random.nextInt(10);
        if (at < 6) {
            return at < 5 ? "main" : "master";
        }
        return at < 8 ? "feature/" + skewed(4_000) : "dependabot/npm_and_yarn/" + WORDS[random.nextInt(WORDS.length)];
    }

    private static long id(int key) {
        return 1_000L + key * 433L;
    }

    private static String login(int user) {
        return WORDS[user % WORDS.length] + "-" + Integer.toString(user * 31 + 1296, 36);
    }

    private static String name(int user) {
        return WORDS[user * 7 % WORDS.length] + " " + WORDS[user * 13 % WORDS.length];
    }

    private static String domain(int user) {
        return user % 3 == 0 ? "users.noreply.github.com" : "example-" + user % 500 + ".org";
    }

    private static String repository(int repo) {
        return login(repo * 5 % USERS) + "/" + WORDS[repo % WORDS.length] + "-" + WORDS[repo * 17 % WORDS.length] + "-"
                + Integer.toString(repo, 36);
    }

    private void text(Object... parts) {
        for (Object part : parts) {
            out.append(part);
        }
    }
}
