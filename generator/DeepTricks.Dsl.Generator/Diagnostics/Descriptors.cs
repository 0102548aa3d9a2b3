using System;
using System.Collections.Immutable;
using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Diagnostics;

/// <summary>The rules as Roslyn knows them. Their sentences come from the engine, so that compiler and constructor speak the same words.</summary>
internal static class Descriptors
{
    private const string Form = "DeepTricks.Form";
    private const string Shapes = "DeepTricks.Shapes";
    private const string Tricks = "DeepTricks.Tricks";

    /// <summary>DT0001: networks are partial classes.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        "DT0001", "Networks are partial classes", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0001.md");

    /// <summary>DT0002: networks are not nested.</summary>
    public static readonly DiagnosticDescriptor Nested = new(
        "DT0002", "Networks are not nested", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0002.md");

    /// <summary>DT0003: networks are plain classes.</summary>
    public static readonly DiagnosticDescriptor NotAPlainClass = new(
        "DT0003", "Networks are plain classes", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0003.md");

    /// <summary>DT0004: networks have no base class of their own.</summary>
    public static readonly DiagnosticDescriptor OtherBaseClass = new(
        "DT0004", "Networks have no base class of their own", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0004.md");

    /// <summary>DT0005: all layers stand in one place.</summary>
    public static readonly DiagnosticDescriptor SpreadDeclaration = new(
        "DT0005", "All layers stand in one place", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0005.md");

    /// <summary>DT0006: a number is out of its range.</summary>
    public static readonly DiagnosticDescriptor SettingOutOfRange = new(
        "DT0006", "A number is out of its range", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0006.md");

    /// <summary>DT0007: a kernel or window is larger than its input.</summary>
    public static readonly DiagnosticDescriptor WindowTooLarge = new(
        "DT0007", "A kernel or window is larger than its input", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0007.md");

    /// <summary>DT0008: Padding.Same needs an odd kernel.</summary>
    public static readonly DiagnosticDescriptor EvenKernelWithSame = new(
        "DT0008", "Padding.Same needs an odd kernel", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0008.md");

    /// <summary>DT0009: padding reaches beyond the kernel.</summary>
    public static readonly DiagnosticDescriptor PaddingTooLarge = new(
        "DT0009", "Padding reaches beyond the kernel", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0009.md");

    /// <summary>DT0010: groups divide channels and filters.</summary>
    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        "DT0010", "Groups divide channels and filters", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0010.md");

    /// <summary>DT0011: the input has no positions.</summary>
    public static readonly DiagnosticDescriptor NeedsPositions = new(
        "DT0011", "The input has no positions", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0011.md");

    /// <summary>DT0012: the last layer is a loss.</summary>
    public static readonly DiagnosticDescriptor NoLoss = new(
        "DT0012", "The last layer is a loss", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0012.md");

    /// <summary>DT0013: nothing stands after the loss.</summary>
    public static readonly DiagnosticDescriptor AfterLoss = new(
        "DT0013", "Nothing stands after the loss", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0013.md");

    /// <summary>DT0014: input layers come first.</summary>
    public static readonly DiagnosticDescriptor InputLayerNotFirst = new(
        "DT0014", "Input layers come first", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0014.md");

    /// <summary>DT0015: the loss contains this activation.</summary>
    public static readonly DiagnosticDescriptor ActivationInLoss = new(
        "DT0015", "The loss contains this activation", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0015.md");

    /// <summary>DT0016: layer names are identifiers.</summary>
    public static readonly DiagnosticDescriptor InvalidName = new(
        "DT0016", "Layer names are identifiers", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0016.md");

    /// <summary>DT0017: layer names differ.</summary>
    public static readonly DiagnosticDescriptor NameTaken = new(
        "DT0017", "Layer names differ", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0017.md");

    /// <summary>DT0018: a tensor is too large.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new(
        "DT0018", "A tensor is too large", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0018.md");

    /// <summary>DT0019: sample sizes are positive.</summary>
    public static readonly DiagnosticDescriptor InputNotPositive = new(
        "DT0019", "Sample sizes are positive", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0019.md");

    /// <summary>DT0020: a network learns something.</summary>
    public static readonly DiagnosticDescriptor NothingToTrain = new(
        "DT0020", "A network learns something", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0020.md");

    /// <summary>DT0021: the loss does not fit its input.</summary>
    public static readonly DiagnosticDescriptor LossShape = new(
        "DT0021", "The loss does not fit its input", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0021.md");

    /// <summary>DT0022: layers need [Network].</summary>
    public static readonly DiagnosticDescriptor LayersWithoutNetwork = new(
        "DT0022", "Layers need [Network]", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0022.md");

    /// <summary>DT0023: taps are declared before they are read.</summary>
    public static readonly DiagnosticDescriptor UnknownTap = new(
        "DT0023", "Taps are declared before they are read", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0023.md");

    /// <summary>DT0024: taps are read.</summary>
    public static readonly DiagnosticDescriptor UnusedTap = new(
        "DT0024", "Taps are read", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0024.md");

    /// <summary>DT0025: tap names differ.</summary>
    public static readonly DiagnosticDescriptor TapNameTaken = new(
        "DT0025", "Tap names differ", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0025.md");

    /// <summary>DT0026: every value is read.</summary>
    public static readonly DiagnosticDescriptor ValueDropped = new(
        "DT0026", "Every value is read", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0026.md");

    /// <summary>DT0027: joined values fit each other.</summary>
    public static readonly DiagnosticDescriptor JoinMismatch = new(
        "DT0027", "Joined values fit each other", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0027.md");

    /// <summary>DT0099: the network compiler failed.</summary>
    public static readonly DiagnosticDescriptor InternalError = new(
        "DT0099", "The network compiler failed", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0099.md");

    /// <summary>DT1012: the network exceeds its budget.</summary>
    public static readonly DiagnosticDescriptor BudgetExceeded = new(
        "DT1012", "The network exceeds its budget", "{0}", Tricks, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1012.md");

    /// <summary>All rules about declarations, which the analyzer reports.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfDeclarations { get; } =
    [
        NotPartial,
        Nested,
        NotAPlainClass,
        OtherBaseClass,
        SpreadDeclaration,
        SettingOutOfRange,
        WindowTooLarge,
        EvenKernelWithSame,
        PaddingTooLarge,
        GroupsDoNotDivide,
        NeedsPositions,
        NoLoss,
        AfterLoss,
        InputLayerNotFirst,
        ActivationInLoss,
        InvalidName,
        NameTaken,
        TooLarge,
        InputNotPositive,
        NothingToTrain,
        LossShape,
        LayersWithoutNetwork,
        UnknownTap,
        UnusedTap,
        TapNameTaken,
        ValueDropped,
        JoinMismatch,
        BudgetExceeded,
    ];

    /// <summary>The rule of an issue.</summary>
    public static DiagnosticDescriptor Of(string id)
        => OfDeclarations.FirstOrDefault(descriptor => descriptor.Id == id) ?? throw new ArgumentException("There is no rule '" + id + "'.", nameof(id));
}
