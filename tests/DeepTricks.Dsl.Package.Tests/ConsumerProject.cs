namespace DeepTricks.Dsl.Package.Tests;

/// <summary>A console project that a user might start with, as strict as the compiler can be made.</summary>
internal static class ConsumerProject
{
    /// <summary>The last line that the program prints when everything went well.</summary>
    public const string LastLine = "OK";

    private const string Program = """
        using System;
        using DeepTricks.Dsl;
        using DeepTricks.Dsl.Shapes;

        namespace Consumer;

        /// <summary>The network under test.</summary>
        [Network(4)]
        [Rescale(0, 1)]
        [Hidden(8)]
        [Dense(3), SoftmaxCrossEntropy]
        public partial class Tiny;

        /// <summary>A block, whose parameter C# would call unread.</summary>
        [Dense(nameof(units)), BatchNorm, PRelu]
        public sealed class HiddenAttribute(int units) : BlockAttribute;

        internal static class Program
        {
            private const int Features = 4;
            private const int Classes = 3;
            private const int Count = 96;

            private static int Main()
            {
                var random = new Random(1);
                var samples = new float[Count * Features];
                var labels = new int[Count];
                for (int sample = 0; sample < Count; sample++)
                {
                    // The label is the largest of the first three numbers: something that can be learned.
                    for (int feature = 0; feature < Features; feature++)
                    {
                        samples[sample * Features + feature] = random.NextSingle();
                        if (feature < Classes && samples[sample * Features + feature] > samples[sample * Features + labels[sample]])
                        {
                            labels[sample] = feature;
                        }
                    }
                }

                using var network = new Tiny(seed: 7);
                var trainer = new Trainer<Tiny>(network) { Optimizer = new AdamW(1e-2), Epochs = 10, BatchSize = 32 };
                var result = trainer.Fit(Dataset.FromFloats(samples, SampleShape.Vector(Features), labels));
                double first = result.Epochs[0].TrainingLoss;
                double last = result.Epochs[^1].TrainingLoss;
                float[] probabilities = network.Predict(samples.AsSpan(0, Features));
                float sum = probabilities[0] + probabilities[1] + probabilities[2];

                Console.WriteLine(network.Summary);
                Console.WriteLine($"loss {first} -> {last}, probabilities {string.Join(' ', probabilities)}");
                bool right = last < first && probabilities.Length == Classes && Math.Abs(sum - 1) < 1e-5;
                Console.WriteLine(right ? "OK" : "WRONG");
                return right ? 0 : 1;
            }
        }
        """;

    /// <summary>Writes the project's files.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="feed">The folder with the package.</param>
    /// <param name="version">The package's version.</param>
    /// <param name="packages">An empty folder to install packages into.</param>
    public static void Write(string folder, string feed, string version, string packages)
    {
        // The package's own dependencies come from where this repository's restore has put them, so that no network is needed.
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
                <AllowUnsafeBlocks>false</AllowUnsafeBlocks>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <RestorePackagesPath>{packages}</RestorePackagesPath>
                <RestoreFallbackFolders>{BuildFacts.PackageFolders}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="DeepTricks.Dsl" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{feed}" />
              </packageSources>
              <packageSourceMapping>
                <clear />
              </packageSourceMapping>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
    }
}
