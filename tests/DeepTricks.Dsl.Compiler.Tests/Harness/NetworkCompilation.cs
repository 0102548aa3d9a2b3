using System.Reflection;
using System.Runtime.Loader;
using DeepTricks.Dsl.Generator;
using DeepTricks.Dsl.Gpu;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Compiler.Tests.Harness;

/// <summary>
/// Compiles many declared networks in one go, with the generator, as a strict user's project would: no unsafe code, overflow checked,
/// every warning an error. Networks whose code does not compile are left out and remembered with their errors, so that one mistake does
/// not hide how the others fare.
/// </summary>
internal sealed class NetworkCompilation
{
    private const string Namespace = "DeclaredNetworks";
    private const int MostErrorsTold = 5;

    private static int compilations;

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Dictionary<string, string> errors = [];
    private readonly Assembly assembly;
    private readonly bool forGpus;

    /// <summary>Compiles and loads.</summary>
    /// <param name="sources">Declarations by class name.</param>
    /// <param name="forGpus">Whether the project sees ILGPU, so that code for GPUs is emitted.</param>
    public NetworkCompilation(IReadOnlyDictionary<string, string> sources, bool forGpus = false)
    {
        this.forGpus = forGpus;
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var remaining = sources.ToDictionary(source => source.Key, source => CSharpSyntaxTree.ParseText(
            $"using DeepTricks.Dsl;\n\nnamespace {Namespace};\n\n{source.Value}", options, $"/{Namespace}.{source.Key}.cs"));
        while (true)
        {
            using var image = new MemoryStream();
            var diagnostics = Emit([.. remaining.Values], options, image);
            if (diagnostics.Count == 0)
            {
                image.Position = 0;
                assembly = new AssemblyLoadContext(Namespace, isCollectible: !forGpus).LoadFromStream(image);
                return;
            }

            foreach (var ofNetwork in diagnostics.GroupBy(Network))
            {
                string told = string.Join('\n', ofNetwork.Take(MostErrorsTold));
                if (!remaining.Remove(ofNetwork.Key))
                {
                    throw new InvalidOperationException(told);
                }

                errors[ofNetwork.Key] = told;
            }
        }
    }

    /// <summary>Builds a network.</summary>
    /// <param name="className">Its class.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="overrides">Hyperparameters to set.</param>
    public Network Create(string className, Device device, IEnumerable<(string Path, double Value)> overrides)
    {
        if (errors.TryGetValue(className, out string? told))
        {
            throw new InvalidOperationException($"{className} does not compile:\n{told}");
        }

        var type = assembly.GetType($"{Namespace}.{className}", throwOnError: true)!;
        var hyperparameters = (HyperparameterSet)Activator.CreateInstance(type.GetNestedType("Hyperparameters")!)!;
        foreach (var (path, value) in overrides)
        {
            hyperparameters.Set(path, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        }

        try
        {
            return (Network)Activator.CreateInstance(type, device, hyperparameters, 11UL)!;
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } cause)
        {
            throw new InvalidOperationException($"{className} cannot be built: {cause.Message}", cause);
        }
    }

    /// <summary>The kernels of a network's GPU programs, with those of the runtime that are made for its losses.</summary>
    public IEnumerable<MethodInfo> Kernels(string className)
    {
        Type[] programs = [.. new[] { "GpuTraining", "GpuPrediction" }.Select(program => assembly.GetType($"{Namespace}.{className}+{program}", throwOnError: true)!)];
        var own = programs.SelectMany(program => program.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters() is [{ ParameterType.IsValueType: true }]);
        var losses = programs.SelectMany(program => program.GetNestedTypes(BindingFlags.NonPublic)).Where(type => type.IsAssignableTo(typeof(IGpuPointwiseLoss)));
        return own.Concat(losses.Select(loss => typeof(PointwiseLossKernel).GetMethod(nameof(PointwiseLossKernel.Run))!.MakeGenericMethod(loss)));
    }

    private List<Diagnostic> Emit(SyntaxTree[] trees, CSharpParseOptions parsing, Stream image)
    {
        // The GPU library finds kernels' types by their assembly's name, which therefore is each compilation's own.
        var compilation = CSharpCompilation.Create(
            $"{Namespace}{Interlocked.Increment(ref compilations)}",
            trees,
            Platform.Where(reference => forGpus || !IsGpuLibrary(reference)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                checkOverflow: true,
                generalDiagnosticOption: ReportDiagnostic.Error,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var reported);
        var result = generated.Emit(image);
        return [.. reported.Concat(result.Diagnostics).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }

    private static bool IsGpuLibrary(MetadataReference reference) => Path.GetFileName(reference.Display) == "ILGPU.dll";

    /// <summary>The network that an error is about, by its file's name: <c>DeclaredNetworks.ConvFirst.Training.g.cs</c>.</summary>
    private static string Network(Diagnostic diagnostic)
    {
        string file = Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? "");
        return file.Split('.') is [Namespace, var name, ..] ? name : "";
    }
}
