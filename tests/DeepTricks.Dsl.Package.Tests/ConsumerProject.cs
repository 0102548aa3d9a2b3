namespace DeepTricks.Dsl.Package.Tests;

/// <summary>A console project that a user might start with, as strict as the compiler can be made.</summary>
internal static class ConsumerProject
{
    /// <summary>Writes the project's files.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="package">What it uses.</param>
    /// <param name="program">Its source, one of <see cref="ConsumerPrograms"/>.</param>
    /// <param name="properties">Further properties, as in a project file.</param>
    public static void Write(string folder, PackedPackage package, string program, string properties = "")
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
                <RestorePackagesPath>{package.Packages}</RestorePackagesPath>
                <RestoreFallbackFolders>{BuildFacts.PackageFolders}</RestoreFallbackFolders>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="DeepTricks.Dsl" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{package.Feed}" />
              </packageSources>
              <packageSourceMapping>
                <clear />
              </packageSourceMapping>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
    }
}
