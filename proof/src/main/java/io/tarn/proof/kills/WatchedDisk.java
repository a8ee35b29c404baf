package io.tarn.proof.kills;

import io.tarn.ingest.publish.Steps;
import io.tarn.landing.Disk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk under the spool each of whose changes is a named step: what is done, and to what. Of a file that grows also
 * what follows a force is one: by then the frames are safe, and nobody knows it.
 */
final class WatchedDisk {
    private static final Set<String> CHANGES =
            Set.of("create", "append", "move", "delete", "createFolder", "forceFolder", "lock");

    private static final Set<String> APPENDS = Set.of("write", "force", "truncate", "close");
    /** A closing decision is a frame with this sequence number, behind eight bytes of the frame's head. */
    private static final long DECISION = -1;

    private WatchedDisk() {}

    static Disk of(Disk disk, Steps steps) {
        return proxy(Disk.class, (method, arguments) -> {
            if (!CHANGES.contains(method.getName())) {
                return invoke(method, disk, arguments);
            }
            Path file = (Path) arguments[0];
            steps.at("spool." + method.getName() + ":" + kind(file) + " " + file);
            Object made = invoke(method, disk, arguments);
            return made instanceof Disk.Appender appender ? appender(appender, kind(file), steps) : made;
        });
    }

    private static Disk.Appender appender(Disk.Appender appender, String kind, Steps steps) {
        String[] writing = {kind};
        return proxy(Disk.Appender.class, (method, arguments) -> {
            String name = method.getName();
            if (name.equals("write")) {
                writing[0] = isDecision(arguments) ? "decision" : kind;
            }
            if (APPENDS.contains(name)) {
                steps.at("spool." + name + ":" + writing[0]);
            }
            Object nothing = invoke(method, appender, arguments);
            if (name.equals("force")) {
                steps.at("spool.forced:" + writing[0]);
            }
            return nothing;
        });
    }

    private static boolean isDecision(Object[] write) {
        int offset = (Integer) write[1];
        int length = (Integer) write[2];
        return length >= 16 && ByteBuffer.wrap((byte[]) write[0], offset + 8, 8).getLong() == DECISION;
    }

    private static String kind(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".spool") || name.endsWith(".avro") || name.equals("lock")
                ? name.replaceAll(".*\\.", "")
                : "folder";
    }

    @FunctionalInterface
    private interface Call {
        @Nullable
        Object of(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.of(method, arguments == null ? new Object[0] : arguments)));
    }

    private static @Nullable Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
