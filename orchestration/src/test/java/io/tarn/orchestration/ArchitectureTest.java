package io.tarn.orchestration;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.Set;

/** What may use what. The reasons are in ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.tarn", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String CORE = "io.tarn.core..";
    private static final String LANDING = "io.tarn.landing..";
    private static final String SCHEMA = "io.tarn.schema..";
    private static final String COLUMNAR = "io.tarn.columnar..";
    private static final String AWS = "io.tarn.aws..";
    private static final String INGEST = "io.tarn.ingest..";
    private static final String ORCHESTRATION = "io.tarn.orchestration..";

    @ArchTest
    static final ArchRule modules_use_only_what_lies_upstream = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.tarn..")
            .layer("core")
            .definedBy(CORE)
            .layer("landing")
            .definedBy(LANDING)
            .layer("schema")
            .definedBy(SCHEMA)
            .layer("columnar")
            .definedBy(COLUMNAR)
            .layer("aws")
            .definedBy(AWS)
            .layer("ingest")
            .definedBy(INGEST)
            .layer("orchestration")
            .definedBy(ORCHESTRATION)
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("landing")
            .mayOnlyAccessLayers("core")
            .whereLayer("schema")
            .mayOnlyAccessLayers("core")
            .whereLayer("columnar")
            .mayOnlyAccessLayers("core", "schema")
            .whereLayer("aws")
            .mayOnlyAccessLayers("core", "schema")
            .whereLayer("ingest")
            .mayOnlyAccessLayers("core", "landing", "schema", "columnar")
            .whereLayer("orchestration")
            .mayNotBeAccessedByAnyLayer()
            .ensureAllClassesAreContainedInArchitecture()
            .withOptionalLayers(true);

    @ArchTest
    static final ArchRule what_producers_embed_is_light = noClasses()
            .that()
            .resideInAnyPackage(CORE, LANDING, SCHEMA, AWS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..", "scala..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule spark_stays_in_its_packages = noClasses()
            .that()
            .resideOutsideOfPackage("io.tarn.ingest..spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..");

    // Stores and catalogs are opened through ports, so that what embeds the others carries no SDK.
    @ArchTest
    static final ArchRule the_sdk_of_aws_stays_in_its_module = noClasses()
            .that()
            .resideOutsideOfPackage(AWS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "org.apache.hc..");

    // They differ between Scala 2.12 and 2.13, or between Spark 3.5 and 4, and one jar runs on all.
    @ArchTest
    static final ArchRule the_job_jar_runs_on_every_spark = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "scala.collection..",
                    "org.apache.spark.sql.catalyst..",
                    "org.apache.spark.sql.execution..",
                    "javax.servlet..",
                    "jakarta.servlet..");

    @ArchTest
    static final ArchRule packages_are_named_after_what_they_do =
            noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..");

    // A proof by the code that is to be proved would be none. Reading a file's pages against their CRCs needs no
    // schema.
    @ArchTest
    static final ArchRule verification_shares_nothing_with_what_it_verifies = noClasses()
            .that()
            .resideInAPackage("io.tarn.ingest.verify..")
            .should()
            .dependOnClassesThat(writeRows())
            .because("verify --deep is a second opinion");

    // A plan depends on what the planner was given, and on nothing else.
    @ArchTest
    static final ArchRule planners_ask_nobody_for_the_time = noClasses()
            .that(arePlanners())
            .should()
            .accessTargetWhere(readsAClockOrADie())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule planners_touch_nothing = noClasses()
            .that(arePlanners())
            .should()
            .dependOnClassesThat(doInputOrOutput())
            .allowEmptyShould(true);

    private static final Set<String> PAGE_CHECK = Set.of("ParquetCheck", "FileSource", "DamagedFile");

    private static DescribedPredicate<JavaClass> writeRows() {
        return describe("turn events into rows, or rows into other files", type -> {
            String folder = type.getPackageName();
            boolean parser = folder.equals("io.tarn.core.json")
                    && type.getSimpleName().startsWith("Json")
                    && !type.getSimpleName().equals("Json");
            boolean columns = folder.startsWith("io.tarn.columnar") && !PAGE_CHECK.contains(type.getSimpleName());
            boolean tasks = folder.startsWith("io.tarn.ingest.hydrate") || folder.startsWith("io.tarn.ingest.merge");
            return parser || columns || tasks || folder.startsWith("io.tarn.core.time");
        });
    }

    /** Classes that are nested in a planner, and lambdas, count as the planner's. */
    private static DescribedPredicate<JavaClass> arePlanners() {
        return describe("are planners", type -> {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return outermost.getSimpleName().endsWith("Planner");
        });
    }

    private static final Set<String> CLOCKS_AND_DICE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.Calendar.getInstance");

    private static final Set<String> CLOCK_AND_DICE_TYPES = Set.of(
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.Random",
            "java.security.SecureRandom",
            "java.util.concurrent.ThreadLocalRandom");

    private static DescribedPredicate<JavaAccess<?>> readsAClockOrADie() {
        return describe("it reads a clock or rolls a die", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getName();
            return CLOCKS_AND_DICE.contains(owner + "." + name)
                    || CLOCK_AND_DICE_TYPES.contains(owner)
                    || (owner.startsWith("java.time.") && name.equals("now"))
                    || (owner.equals("java.util.Date")
                            && access.getTarget() instanceof CodeUnitAccessTarget target
                            && target.getRawParameterTypes().isEmpty());
        });
    }

    /** The values of the store's packages (records, enums) are fine: a listing is what a planner is given. */
    private static DescribedPredicate<JavaClass> doInputOrOutput() {
        return describe("do input or output, or log", type -> {
            String folder = type.getPackageName();
            boolean io = folder.equals("java.io") && !type.isEquivalentTo(Serializable.class);
            boolean files = folder.startsWith("java.nio.file") || folder.startsWith("java.nio.channels");
            boolean net = folder.startsWith("java.net");
            boolean store = folder.startsWith("io.tarn.core.store") && !type.isRecord() && !type.isEnum();
            boolean logger = folder.startsWith("org.slf4j") || folder.startsWith("java.util.logging");
            return io || files || net || store || logger;
        });
    }
}
