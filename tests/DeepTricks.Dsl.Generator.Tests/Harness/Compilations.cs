using System.Collections.Immutable;
using DeepTricks.Dsl.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Compilations like those of a strict user: warnings are errors, arithmetic is checked, unsafe code is not allowed.</summary>
internal static class Compilations
{
    private static readonly string[] Referenced = ["DeepTricks.Dsl", "DeepTricks.Dsl.Shapes", "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.Primitives", "netstandard"];

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || Referenced.Contains(name)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>How sources are parsed; documentation comments are checked too.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>A compilation of the given sources.</summary>
    public static CSharpCompilation Of(params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Sample",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, Parsing, path: $"Source{i}.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            checkOverflow: true,
            allowUnsafe: false,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error));

    /// <summary>What a compiler would complain about; a missing comment on the user's own members is not counted.</summary>
    public static IReadOnlyList<Diagnostic> Complaints(Compilation compilation) =>
    [
        .. compilation.WithAnalyzers([new BlockParameterSuppressor()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
            && !(diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree!.FilePath.StartsWith("Source", StringComparison.Ordinal))),
    ];
}
