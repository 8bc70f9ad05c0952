/*
 * A gadget in the manner of those that others have written for Finesse: classic scripts, a module below
 * finesse.modules, jQuery for its page, and nothing but what the JavaScript library's public documentation names.
 */
var finesse = finesse || {};
finesse.modules = finesse.modules || {};
finesse.modules.CallsOfMine = (function ($) {
  'use strict';
  var user, dialogs, clientServices;

  function text(id, value) {
    $('#' + id).text(value);
    gadgets.window.adjustHeight();
  }

  function rowOf(dialog) {
    return $('#calls li').filter(function () {
      return $(this).attr('data-id') === dialog.getId();
    });
  }

  function draw(dialog) {
    var row = rowOf(dialog),
      own = null;
    if (row.length === 0) {
      row = $('<li>').attr('data-id', dialog.getId()).appendTo('#calls');
    }
    $.each(dialog.getParticipants(), function (_index, participant) {
      if (participant.mediaAddress === user.getExtension()) {
        own = participant;
      }
    });
    row.empty();
    row.attr('data-state', own ? own.state : dialog.getState());
    $('<span>')
      .text(dialog.getFromAddress() + ' ' + (dialog.getMediaProperties().callVariable1 || ''))
      .appendTo(row);
    var actions = own && own.actions ? own.actions.action : [];
    $.each($.isArray(actions) ? actions : [actions], function (_index, action) {
      if (
        action === finesse.restservices.Dialog.Actions.ANSWER ||
        action === finesse.restservices.Dialog.Actions.HOLD ||
        action === finesse.restservices.Dialog.Actions.DROP
      ) {
        $('<button>')
          .attr('data-action', action)
          .text(action)
          .appendTo(row)
          .on('click', function () {
            dialog.requestAction(user.getExtension(), action, {error: refused});
          });
      }
    });
    gadgets.window.adjustHeight();
  }

  function refused(answer) {
    text('refused', answer.status + ' ' + answer.object.ApiErrors.ApiError.ErrorType);
  }

  function added(dialog) {
    dialog.addHandler('change', draw);
    draw(dialog);
    gadgets.Hub.publish('example.test.calls', {id: dialog.getId()});
  }

  function removed(dialog) {
    rowOf(dialog).remove();
  }

  function showUser() {
    text('state', user.getState());
  }

  function userLoaded() {
    text('agent', user.getFirstName() + ' ' + user.getLastName() + ' ' + user.getExtension());
    showUser();
    dialogs = user.getDialogs({
      onCollectionAdd: added,
      onCollectionDelete: removed,
      onLoad: function () {
        var collection = dialogs.getCollection(),
          id;
        for (id in collection) {
          if (Object.prototype.hasOwnProperty.call(collection, id)) {
            added(collection[id]);
          }
        }
        gadgets.loadingindicator.dismiss();
      },
    });
    user.getNotReadyReasonCodes({
      success: function (list) {
        text('reasons', list.length);
      },
      error: refused,
    });
  }

  function askSystem() {
    var config = finesse.gadget.Config,
      prefs = new gadgets.Prefs(),
      params = {};
    params[gadgets.io.RequestParameters.METHOD] = gadgets.io.MethodType.GET;
    params[gadgets.io.RequestParameters.CONTENT_TYPE] = gadgets.io.ContentType.TEXT;
    params[gadgets.io.RequestParameters.HEADERS] = {
      Authorization: finesse.utilities.Utilities.getAuthHeaderString(config),
    };
    gadgets.io.makeRequest(
      prefs.getString('scheme') +
        '://' +
        prefs.getString('host') +
        ':' +
        prefs.getString('hostPort') +
        '/finesse/api/SystemInfo',
      function (answer) {
        text('system', $($.parseXML(answer.text)).find('status').text());
      },
      params,
    );
  }

  return {
    init: function () {
      var config = finesse.gadget.Config,
        containerServices;
      text('jquery', $.fn.jquery);
      clientServices = finesse.clientservices.ClientServices;
      clientServices.init(config);
      clientServices.registerOnConnectHandler(function () {
        text('connection', 'connected');
      });
      clientServices.registerOnDisconnectHandler(function () {
        text('connection', 'lost');
      });
      finesse.cslogger.ClientLogger.init(gadgets.Hub, 'CallsOfMine', config);
      user = new finesse.restservices.User({
        id: config.id,
        onLoad: userLoaded,
        onChange: showUser,
        onError: refused,
      });
      containerServices = finesse.containerservices.ContainerServices.init();
      containerServices.addHandler(
        finesse.containerservices.ContainerServices.Topics.ACTIVE_TAB,
        function () {
          gadgets.window.adjustHeight();
        },
      );
      gadgets.window.setTitle(new gadgets.Prefs().getMsg('calls.title'));
      askSystem();
      finesse.cslogger.ClientLogger.log('ready');
    },
    user: function () {
      return user;
    },
    dialogs: function () {
      return dialogs;
    },
  };
})(jQuery);
