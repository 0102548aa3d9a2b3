using System.Linq;
using DeepTricks.Dsl.Generator.Diagnostics;
using DeepTricks.Dsl.Generator.Emit;
using DeepTricks.Dsl.Generator.Frontend;
using DeepTricks.Dsl.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator;

/// <summary>
/// The compiler of networks: Parse, Check, Emit. Mistakes in a declaration are the analyzer's to report, live and with locations; here they
/// only decide what is emitted.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parsing = new Parsing();
        var declarations = context.CompilationProvider
            .SelectMany((compilation, cancellation) => parsing.Parse(compilation, cancellation))
            .WithTrackingName(TrackingNames.Parse);

        var networks = declarations
            .Select(static (declaration, _) => declaration.Then(NetworkCheck.Check))
            .WithTrackingName(TrackingNames.Check);

        // Code for GPUs names ILGPU's types; a project that does not see them has none. Nor has one with a strong name, which cannot show its
        // kernels to ILGPU's assembly, which has none.
        var seesGpuLibrary = context.CompilationProvider
            .Select(static (compilation, _) => !compilation.Assembly.Identity.IsStrongName && compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name == "ILGPU"));

        var emitted = networks
            .Combine(seesGpuLibrary)
            .Select(static (pair, _) => Emission.Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Emit);

        var functions = context.CompilationProvider
            .Select((compilation, cancellation) => parsing.Functions(compilation, cancellation))
            .WithTrackingName(TrackingNames.Functions);

        context.RegisterSourceOutput(functions, static (production, exported) =>
        {
            if (exported.Count > 0)
            {
                production.AddSource(ExportEmitter.FileName, ExportEmitter.Emit(exported));
            }
        });

        context.RegisterSourceOutput(emitted, static (production, output) =>
        {
            foreach (var file in output.Files)
            {
                production.AddSource(file.Name, file.Source);
            }

            if (output.Failure is { } failure)
            {
                production.ReportDiagnostic(Diagnostic.Create(Descriptors.InternalError, Location.None, failure));
            }
        });
    }
}
