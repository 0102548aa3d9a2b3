using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>The work items of joins. A part of a concatenation that lies in the joint tensor costs nothing; one that can't is copied.</summary>
internal sealed class JoinItems(ProgramModel model)
{
    private SizeTable Sizes => model.Sizes;

    /// <summary>Forward in training.</summary>
    public IEnumerable<WorkItem> Forward(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        var result = model.Output(stage.Result);
        var item = new WorkItem($"{layer} of {string.Join(", ", stage.Sources.Select(value => model.Output(value).Field))}", WorkDomain.Chunks).Writes(result.Field);
        item.Each.AddRange(Statements(stage));
        foreach (int value in stage.Sources)
        {
            item.Reads(model.Output(value).Field);
        }

        item.Output = (layer, result);
        yield return item;
    }

    /// <summary>Forward of one sample, in training and prediction.</summary>
    public IEnumerable<string> Statements(Stage stage)
    {
        var result = model.Output(stage.Result);
        string to = $"{model.Layout(result)}, {result.Sample(Sizes)}";
        for (int i = 0; i < stage.Sources.Count; i++)
        {
            var part = model.Output(stage.Sources[i]);
            string from = $"{model.Layout(part)}, {part.Sample(Sizes)}";
            if (stage.Kind != StageKind.Concat)
            {
                string verb = i == 0 ? "Copy" : stage.Kind == StageKind.Add ? "Add" : "Multiply";
                yield return $"Joins.{verb}<TLanes>({from}, {to});";
                continue;
            }

            string copy = $"Joins.Place({from}, {to}, {model.OffsetField(stage, i)});";
            yield return IsInside(part, result, stage, i) ? $"if (!{part.Inside})\n{{\n    {copy}\n}}" : copy;
        }
    }

    /// <summary>Backward: each operand that learns gets its part.</summary>
    public IEnumerable<WorkItem> Backward(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        var gradient = model.Gradients.Of(stage.Result);
        var item = new WorkItem($"backward of {layer}", WorkDomain.Chunks).Reads(gradient.Field);
        string from = $"{model.Layout(gradient)}, {gradient.Sample(Sizes)}";
        for (int i = 0; i < stage.Sources.Count; i++)
        {
            int value = stage.Sources[i];
            if (!model.Network.Learns(value) || (stage.Kind == StageKind.Add && model.Gradients.IsShared(value, stage, i)))
            {
                continue;
            }

            var target = model.Gradients.Of(value);
            bool adds = model.Gradients.Adds(value, stage, i);
            string to = $"{model.Layout(target)}, {target.Sample(Sizes)}";
            item.Writes(target.Field);
            if (stage.Kind == StageKind.Concat)
            {
                string take = $"Joins.Take({from}, {model.OffsetField(stage, i)}, {to}, {(adds ? "true" : "false")});";
                item.Each.Add(model.Gradients.IsShared(value, stage, i) ? $"if (!{target.Inside})\n{{\n    {take}\n}}" : take);
            }
            else if (stage.Kind == StageKind.Add)
            {
                item.Each.Add($"Joins.{(adds ? "Add" : "Copy")}<TLanes>({from}, {to});");
            }
            else
            {
                AddProductPart(item, stage, i, from, target, adds);
            }
        }

        if (item.Each.Count > 0)
        {
            yield return item;
        }
    }

    /// <summary>A tensor for a part of a gradient that is added to what is there.</summary>
    public static TensorLayout Part(ProgramModel model, Stage stage, WorkItem item, int operand = 0)
    {
        string name = Names.Layer(model.Network, stage.FirstLayer);
        string suffix = "Part" + (operand == 0 ? "" : operand.ToString(CultureInfo.InvariantCulture));
        var part = model.Companion(stage.Sources[operand], Names.Field(name) + suffix, Names.Member(name) + suffix);
        item.Writes(part.Field);
        return part;
    }

    /// <summary>Adds a sample of such a part.</summary>
    public static string AddPart(ProgramModel model, TensorLayout part, TensorLayout target) =>
        $"Joins.Add<TLanes>({model.Layout(part)}, {part.Sample(model.Sizes)}, {model.Layout(target)}, {target.Sample(model.Sizes)});";

    /// <summary>Whether an operand of a concatenation lies in its result, if the run-time numbers allow.</summary>
    private bool IsInside(TensorLayout part, TensorLayout result, Stage stage, int operand) =>
        part.Joint == result && GradientOrder.OperandOf(stage, stage.Sources[operand]) == operand;

    /// <summary>The gradient of a factor: that of the product, times the other factors.</summary>
    private void AddProductPart(WorkItem item, Stage stage, int operand, string gradient, TensorLayout target, bool adds)
    {
        var part = adds ? Part(model, stage, item, operand) : target;
        string to = $"{model.Layout(part)}, {part.Sample(Sizes)}";
        item.Writes(part.Field);
        item.Each.Add($"Joins.Copy<TLanes>({gradient}, {to});");
        for (int other = 0; other < stage.Sources.Count; other++)
        {
            if (other != operand)
            {
                var factor = model.Output(stage.Sources[other]);
                item.Reads(factor.Field);
                item.Each.Add($"Joins.Multiply<TLanes>({model.Layout(factor)}, {factor.Sample(Sizes)}, {to});");
            }
        }

        if (adds)
        {
            item.Each.Add(AddPart(model, part, target));
        }
    }
}
