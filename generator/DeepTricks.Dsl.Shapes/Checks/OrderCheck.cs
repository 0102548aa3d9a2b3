using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Checks;

/// <summary>The order of the layers: input layers first, a loss last, nothing before a loss that it does itself, something to train.</summary>
internal static class OrderCheck
{
    /// <summary>What is wrong with the order.</summary>
    public static IEnumerable<Issue> Issues(NetworkSpec spec, NetworkWiring wiring)
    {
        var layers = spec.Layers;
        if (layers.Count == 0)
        {
            return [new Issue(IssueIds.NothingToTrain, -1, null, "'" + spec.ClassName + "' has no layers; write them below [Network], the last one a loss, such as [Dense(10), SoftmaxCrossEntropy]")];
        }

        return InputLayers(layers).Concat(Loss(layers, wiring)).Concat(ActivationBeforeLoss(layers, wiring)).Concat(NothingTrained(spec));
    }

    private static IEnumerable<Issue> InputLayers(EquatableArray<LayerSpec> layers)
    {
        LayerSpec? before = null;
        for (int i = 0; i < layers.Count; i++)
        {
            bool isInputLayer = LayerSchema.Of(layers[i].Kind).IsInputLayer;
            if (isInputLayer && before is not null)
            {
                yield return Problem(IssueIds.InputLayerNotFirst, i, layers, "scales the input, but stands after " + LayerText.Described(before) + "; move it to the top");
            }

            before = layers[i].Kind == LayerKind.Input ? null : isInputLayer ? before : before ?? layers[i];
        }
    }

    private static IEnumerable<Issue> Loss(EquatableArray<LayerSpec> layers, NetworkWiring wiring)
    {
        if (wiring.EndsOpen)
        {
            yield return Problem(
                IssueIds.NoLoss, layers.Count - 1, layers, "is the last layer, but the last one must be a loss; add " + Losses());
        }
    }

    private static string Losses()
    {
        string[] names = [.. LayerSchema.All.Where(schema => schema.IsLoss).Select(schema => schema.AttributeName)];
        return string.Join(", ", names.Take(names.Length - 1)) + " or " + names[names.Length - 1];
    }

    private static IEnumerable<Issue> ActivationBeforeLoss(EquatableArray<LayerSpec> layers, NetworkWiring wiring)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            if (!LayerSchema.Of(layers[i].Kind).IsLoss || wiring.InputsOf(i).Count == 0 || wiring.InputsOf(i)[0] is not (>= 0 and var before))
            {
                continue;
            }

            if ((layers[before].Kind, layers[i].Kind) is (LayerKind.Softmax, LayerKind.SoftmaxCrossEntropy) or (LayerKind.Sigmoid, LayerKind.BinaryCrossEntropy))
            {
                yield return Problem(
                    IssueIds.ActivationInLoss, before, layers, "is applied twice, because " + LayerText.Described(layers[i]) + " contains it; take it out");
            }
        }
    }

    private static IEnumerable<Issue> NothingTrained(NetworkSpec spec)
    {
        if (!spec.Layers.Any(layer => LayerSchema.Of(layer.Kind).IsTrained || layer.Function?.Learned.Count > 0))
        {
            yield return new Issue(IssueIds.NothingToTrain, -1, null, "'" + spec.ClassName + "' has no layer that learns; add Dense or Conv");
        }
    }

    private static Issue Problem(string id, int index, EquatableArray<LayerSpec> layers, string problem)
        => new(id, index, null, LayerText.Described(layers[index]) + " " + problem);
}
