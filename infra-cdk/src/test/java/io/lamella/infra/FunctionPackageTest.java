package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awscdk.assertions.Match.objectLike;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionPackageTest {
    @TempDir
    private Path folder;

    private Path nativeZip(int machine) throws IOException {
        var header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 0x464c457f).putShort(18, (short) machine);
        return Deployment.zip(folder, "bootstrap", header.array());
    }

    @ParameterizedTest
    @CsvSource({"62,x86_64", "183,arm64"})
    void runsAnExecutableOnWhatItWasMadeFor(int machine, String architecture) throws IOException {
        var read = FunctionPackage.read(nativeZip(machine), Optional.empty());
        assertThat(read.runtime().getName()).isEqualTo("provided.al2023");
        assertThat(read.architecture().getName()).isEqualTo(architecture);
    }

    @Test
    void refusesAnotherArchitectureThanTheExecutables() throws IOException {
        var zip = nativeZip(62);
        assertThatThrownBy(() -> FunctionPackage.read(zip, Optional.of("arm64")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("architecture must be x86_64");
    }

    @Test
    void refusesToTakeASnapshotOfAnExecutable() throws IOException {
        var deployment =
                Deployment.ofEvents().with("package", nativeZip(62).toString()).with("snap-start", "true");
        assertThatThrownBy(deployment::stack)
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("snap-start must be false for a native executable");
    }

    @Test
    void tellsAnExecutableNothingThatIsForTheJvm() throws IOException {
        var template = Deployment.ofEvents()
                .with("package", nativeZip(62).toString())
                .with("memory", "512")
                .template();

        template.resourcePropertiesCountIs(
                "AWS::Lambda::Function",
                Map.of(
                        "Runtime", "provided.al2023",
                        "Handler", "bootstrap",
                        "Environment", Map.of("Variables", objectLike(Map.of("DISABLE_SIGNAL_HANDLERS", "true")))),
                3);
        assertThat(template.toJSON().toString()).doesNotContain("_JAVA_OPTIONS");
    }

    /// Its heap is three quarters of the memory, of which Java gets more.
    @Test
    void givesAnExecutableTheMemoryThatItsHeapNeeds() throws IOException {
        var template = Deployment.of(Deployment.EVENTS + "    row-group-size: 256MiB\n")
                .with("package", nativeZip(62).toString())
                .template();
        template.resourcePropertiesCountIs("AWS::Lambda::Function", Map.of("MemorySize", 2_880), 3);
    }

    @Test
    void refusesAnExecutableForAnotherSystem() throws IOException {
        var zip = Deployment.zip(folder, "bootstrap", new byte[64]);
        assertThatThrownBy(() -> FunctionPackage.read(zip, Optional.empty()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("an executable for Linux");
    }

    @Test
    void runsTheJvmOnEither() throws IOException {
        var zip = Deployment.zip(folder, "io/lamella/Some.class", new byte[0]);
        var read = FunctionPackage.read(zip, Optional.of("x86_64"));
        assertThat(read.runtime().getName()).isEqualTo("java25");
        assertThat(read.architecture().getName()).isEqualTo("x86_64");
    }

    @Test
    void tellsHowToMakeAPackage() {
        assertThatThrownBy(() -> FunctionPackage.read(folder.resolve("none.zip"), Optional.empty()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("`./mvnw install`");
    }
}
