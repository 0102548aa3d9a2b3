using System.Collections.Immutable;
using DeepTricks.Dsl.CodeFixes;
using DeepTricks.Dsl.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>Each fix: one place, and all places of a document, a project and a solution.</summary>
public class FixTests
{
    private const string Using = "using DeepTricks.Dsl;\n";
    private const string Scaled = "[Network(8, 8, 4)]\n[Rescale(0, 1)]\n";
    private const string End = "\n[Dense(3), SoftmaxCrossEntropy]\npublic partial class N;\n";

    public static TheoryData<string, string, string> Fixes => new()
    {
        { "DT0001", "[Network(4)]\n[Dense(3), SoftmaxCrossEntropy]\npublic class N;\n", "[Network(4)]\n[Dense(3), SoftmaxCrossEntropy]\npublic partial class N;\n" },
        { "DT0015", "[Network(4)]\n[Dense(3), Softmax, SoftmaxCrossEntropy]\npublic partial class N;\n", "[Network(4)]\n[Dense(3), SoftmaxCrossEntropy]\npublic partial class N;\n" },
        { "DT0015", "[Network(4)]\n[Dense(3)]\n[Softmax]\n[SoftmaxCrossEntropy]\npublic partial class N;\n", "[Network(4)]\n[Dense(3)]\n[SoftmaxCrossEntropy]\npublic partial class N;\n" },
        { "DT1001", "public class N { object o = new Trainer<Network>(null!) { Shuffle = false }; }", "public class N { object o = new Trainer<Network>(null!) { Shuffle = true }; }" },
        { "DT1003", Scaled + "[Dense(512), /* a */ BatchNorm, PRelu]" + End, Scaled + "[Dense(512), /* a */ BatchNorm, PRelu, Dropout(0.5)]" + End },
        { "DT1004", Scaled + "[Conv(4, 3), Lrn(Size = 3, Name = \"a\")]" + End, Scaled + "[Conv(4, 3), BatchNorm(Name = \"a\")]" + End },
        { "DT1004", Scaled + "[Conv(4, 3), BatchNorm, Lrn]" + End, Scaled + "[Conv(4, 3), BatchNorm]" + End },
        { "DT1005", Scaled + "[Conv(4, 3), AveragePool(2, Stride = 1)]" + End, Scaled + "[Conv(4, 3), MaxPool(2, Stride = 1)]" + End },
        { "DT1006", Scaled + "[Conv(4, 3), DeepTricks.Dsl.Tanh]" + End, Scaled + "[Conv(4, 3), DeepTricks.Dsl.PRelu]" + End },
        { "DT1007", Scaled + "[Conv(4, 3), Relu] // first\n[MaxPool(2)]" + End, Scaled + "[Conv(4, 3), MaxPool(2)] // first\n[Relu]" + End },
        { "DT1008", Scaled + "[Conv(4, 3), Relu(Name = \"a\")]" + End, Scaled + "[Conv(4, 3), PRelu(Name = \"a\")]" + End },
        { "DT1009", Scaled + "[Conv(4, 3), Elu(Alpha = 2)]" + End, Scaled + "[Conv(4, 3), PRelu]" + End },
        { "DT1010", Scaled + "[Conv(4, 3), PRelu]" + End, Scaled + "[Conv(4, 3), BatchNorm, PRelu]" + End },
        { "DT1011", "[Network(8, 8, 4)] // pixels" + End, "[Network(8, 8, 4)]\n[Rescale(0, 255)] // pixels" + End },
        { "DT1011", "[Network(8), Dense(4)]" + End, "[Network(8), Rescale(0, 1), Dense(4)]" + End },
        { "DT1013", Scaled + "[Conv(4, 3, Init = Init.Xavier, Stride = 1)]" + End, Scaled + "[Conv(4, 3, Stride = 1)]" + End },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task A_fix_repairs_what_is_reported(string id, string before, string after)
    {
        var solution = Solution(before, before);
        var document = solution.Projects.First().Documents.First();
        var provider = Provider(id);
        var diagnostic = (await Diagnose(document.Project, id)).First(found => found.Location.SourceTree!.FilePath == document.FilePath);
        CodeAction? action = null;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (registered, _) => action = registered, default));
        Assert.Equal(after, await Text((await Changed(action!)).GetDocument(document.Id)!));

        // Everything at once: the other file of the project, and the other project.
        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            var all = new FixAllContext(document, provider, scope, action!.EquivalenceKey!, [id], new Finder(id), default);
            var changed = await Changed((await provider.GetFixAllProvider()!.GetFixAsync(all))!);
            var texts = await Task.WhenAll(changed.Projects.SelectMany(project => project.Documents).Select(Text));
            int expected = scope switch { FixAllScope.Document => 1, FixAllScope.Project => 2, _ => 4 };
            Assert.Equal(expected, texts.Count(text => text == after));
            Assert.Equal(4 - expected, texts.Count(text => text == before));
        }
    }

    private static CodeFixProvider Provider(string id) => typeof(TextFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(CodeFixProvider)))
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
        .Single(provider => provider.FixableDiagnosticIds.Contains(id));

    /// <summary>Two projects of two files with the same text, but for the number behind the class's name.</summary>
    private static Solution Solution(params string[] texts)
    {
        var workspace = new AdhocWorkspace();
        var options = Compilations.Of("").Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default);
        for (int p = 0; p < 2; p++)
        {
            var project = ProjectId.CreateNewId();
            var documents = texts.Select((text, i) => DocumentInfo.Create(
                DocumentId.CreateNewId(project),
                $"F{i}.cs",
                loader: TextLoader.From(TextAndVersion.Create(SourceText.From(Using + text.Replace("class N", $"class N{i}", StringComparison.Ordinal)), VersionStamp.Default)),
                filePath: $"F{i}.cs"));
            workspace.AddProject(ProjectInfo.Create(
                project, VersionStamp.Default, $"P{p}", $"P{p}", LanguageNames.CSharp, compilationOptions: options, parseOptions: Compilations.Parsing,
                documents: documents, metadataReferences: Compilations.Of("").References));
        }

        return workspace.CurrentSolution;
    }

    private static async Task<Solution> Changed(CodeAction action)
        => (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    /// <summary>The text as given, without the number and the using directive.</summary>
    private static async Task<string> Text(Document document)
        => System.Text.RegularExpressions.Regex.Replace((await document.GetTextAsync()).ToString(), @"class N\d", "class N").Replace(Using, "", StringComparison.Ordinal);

    private static async Task<ImmutableArray<Diagnostic>> Diagnose(Project project, string id)
    {
        var compilation = (await project.GetCompilationAsync())!.WithAnalyzers([new NetworkAnalyzer(), new ShufflingAnalyzer()]);
        return [.. (await compilation.GetAnalyzerDiagnosticsAsync()).Where(diagnostic => diagnostic.Id == id)];
    }

    private sealed class Finder(string id) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await Diagnose(project, id);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => (await Diagnose(document.Project, id)).Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == document.FilePath);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => await Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
