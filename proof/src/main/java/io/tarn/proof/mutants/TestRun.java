package io.tarn.proof.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs one test class, or one method of it, with the classes of the thread's class loader. */
final class TestRun {
    private TestRun() {}

    /**
     * @param name {@code CLASS} or {@code CLASS#METHOD}; {@link IllegalArgumentException} where there is no such test
     */
    static boolean passes(String name, PrintWriter out) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(name.contains("#") ? selectMethod(name) : selectClass(name))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(out, 12);
        summary.printTo(out);
        if (summary.getTestsFoundCount() == 0) {
            throw new IllegalArgumentException("There is no test '" + name + "'");
        }
        return summary.getTotalFailureCount() == 0;
    }
}
