package dev.velos.structure;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the code to docs/architecture.md. */
class StructureTest {
    private static final JavaClasses VELOS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.velos");

    @ParameterizedTest
    @EnumSource
    void module_usesOnlyWhatItMay(Modules module) {
        classes()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(module.allowed())
                .check(VELOS);
    }

    @Test
    void everyClass_belongsToAModule() {
        classes().should().resideInAnyPackage(Modules.all()).check(VELOS);
    }

    @Test
    void core_doesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage(Modules.CORE.packages())
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(net|nio\\.channels|lang\\.foreign)\\..*"
                        + "|java\\.nio\\.file\\.(Files|FileSystems?|FileChannel|WatchService)"
                        + "|java\\.io\\.(File|RandomAccessFile)(Input|Output)?(Stream|Reader|Writer)?")
                .check(VELOS);
    }

    @Test
    void portableBackend_aloneUsesJnr() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.velos.daemon.os.posix..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jnr..")
                .check(VELOS);
    }

    /** They are on the class path of three commands only. */
    @Test
    void foreignFilesAndMcp_aloneNeedTheirParsers() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.velos.cli.foreign..", "dev.velos.mcp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "org.snakeyaml..")
                .check(VELOS);
    }

    /** It is on the class path of that command only. */
    @Test
    void mcpServer_isNeededByItsCommandOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.velos.mcp..")
                .and()
                .haveNameNotMatching("dev\\.velos\\.cli\\.command\\.Mcp[A-Za-z]+")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.velos.mcp..")
                .check(VELOS);
    }

    /** The JDK has no other way to signals; each program needs one place for them. */
    @Test
    void signals_areTakenInOnePlaceOfEachProgram() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.velos.cli.command.PassedSignals")
                .and()
                .doNotHaveFullyQualifiedName("dev.velos.daemon.DaemonSignals")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("sun.misc")
                .check(VELOS);
    }

    /** But for one function, which the search of logs calls. */
    @Test
    void linuxBackend_aloneUsesForeignMemoryAndCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.velos.daemon.os..")
                .and()
                .haveNameNotMatching("dev\\.velos\\.logs\\.pattern\\.LibcSearch.*")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.foreign\\.(Linker|SymbolLookup|FunctionDescriptor).*")
                .check(VELOS);
    }

    /** Core's records write themselves as fields, and two messages of its protocol hold such records. */
    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.velos.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        resideInAPackage("dev.velos.core.protocol"), resideInAPackage("dev.velos.core.process"))
                .check(VELOS);
    }
}
